"""Runs every case of cases.json through one SDK and prints one JSON line for each."""

import json
import os
import time
from importlib.metadata import version
from pathlib import Path

ENDPOINT = os.environ.get("CHATAPP_MOCK_ENDPOINT", "127.0.0.1:4010")
PROTOCOL = os.environ.get("CHATAPP_MOCK_PROTOCOL", "http")
# Milliseconds; the SDK's own unless given.
TIMEOUT = int(os.environ["CHATAPP_MOCK_TIMEOUT"]) if "CHATAPP_MOCK_TIMEOUT" in os.environ else None
CASES = Path(os.environ.get("CHATAPP_MOCK_CASES", Path(__file__).parent.parent / "cases.json"))


def recipients_of(case):
    return [
        {
            "To": str(8613800000000 + index),
            "TemplateParams": case.get("templateParams", {"name": f"Guest {index}", "order": f"A-{index}"}),
        }
        for index in range(case["recipients"])
    ]


def run_cases(client, package, send, describe_error):
    """`send(message, case)` returns, and `describe_error(error)` names, the fields of an answer as the SDK shows them."""
    content = json.loads(CASES.read_text(encoding="utf-8"))
    for case in content["cases"]:
        message = {**content["request"], **case.get("extra", {}), "From": case["from"], "SenderList": recipients_of(case)}
        # A burst begins with a second, so that all of its calls count in the same one.
        if case["calls"] > 1:
            time.sleep(1 - time.time() % 1)
        ok_calls = 0
        error_type = None
        answer = {}
        for _ in range(case["calls"]):
            try:
                answer = send(message, case)
                ok_calls += 1
            except Exception as error:
                error_type = type(error).__name__
                answer = {"groupMessageId": None, **describe_error(error)}
                break
        line = {
            "client": client,
            "version": version(package),
            "case": case["case"],
            "ok": error_type is None,
            "okCalls": ok_calls,
            "errorType": error_type,
            **answer,
        }
        print(json.dumps(line), flush=True)
