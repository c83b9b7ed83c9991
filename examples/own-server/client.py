"""A client in Python: operations on standard input, completions on standard output."""

import json
import os
import sys
import urllib.error
import urllib.request

BASE = "http://" + os.environ["ASSAY_ADDRESS"] + "/"


def send(method, operation, body):
    """The status and the text of the answer."""
    request = urllib.request.Request(
        BASE + operation["key"], data=body.encode(), method=method)
    try:
        with urllib.request.urlopen(
                request, timeout=operation["timeoutMillis"] / 1000) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, ""


def carry_out(operation):
    """The completion, without its id."""
    value = operation["value"]
    if operation["f"] == "read":
        status, text = send("GET", operation, "")
        if status in (200, 404):
            return {"type": "ok", "value": int(text) if status == 200 else None}
    elif operation["f"] == "write":
        status, _ = send("PUT", operation, str(value))
        if status == 200:
            return {"type": "ok"}
    elif operation["f"] == "cas":
        status, _ = send("POST", operation, "%d %d" % (value[0], value[1]))
        if status == 200:
            return {"type": "ok"}
        if status == 409:
            return {"type": "fail", "error": "mismatch"}
    else:
        return {"type": "fail", "error": "unknown operation"}
    return {"type": "info", "error": "answered by %d" % status}


for line in sys.stdin:
    operation = json.loads(line)
    try:
        completion = carry_out(operation)
    except OSError as broken:
        completion = {"type": "info", "error": str(broken)}
    completion["id"] = operation["id"]
    print(json.dumps(completion), flush=True)
