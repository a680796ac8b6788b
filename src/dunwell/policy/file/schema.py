"""The JSON Schema of a policy file, for editors that complete and check while one writes.

Does not know the rules between fields; `dunwell policy check` does.
"""

import json

from dunwell.policy.file.model import Policy


def policy_schema() -> str:
    """Write the JSON Schema of a policy file as text, as it is shipped in policy.schema.json."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Policy.model_json_schema()}
    schema["title"] = "A Dunwell policy"
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
