"""Settings of the installation. The environment is read here and nowhere else."""
