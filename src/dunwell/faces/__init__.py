"""Front doors: translate, call once, translate back. Faces know no table and no adapter."""
