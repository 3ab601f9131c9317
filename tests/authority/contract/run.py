"""The contract: the authority is driven from its own OpenAPI document.

schemathesis sends what the document allows and what it forbids, and holds each answer against it; every
operation must be seen with a success and with a refusal. Then a client that was written from the document
alone gets a pass and declares an emergency, and the inspector must take both.

    run.py target/debug/doorstep
"""

import json
import os
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

from office import Office

HERE = Path(__file__).parent
SMS_TABLES = HERE.parent / "regions" / "sms"
START = datetime(2026, 11, 24, 12, tzinfo=timezone.utc)
# Most seconds that schemathesis may take, also beside other tests on a slow machine: it ends what hangs.
PATIENCE = 600
EXPECTED = {"live": "valid", "a minute old": "stale-frame", "on paper": "valid",
            "emergency": "self-declared-emergency", "emergency, a minute old": "stale-frame",
            "emergency, five hours old": "expired", "number": "valid",
            "emergency number": "self-declared-emergency", "another number": "stale-frame"}


def rfc3339(moment):
    return moment.isoformat().replace("+00:00", "Z")


@contextmanager
def authority(doorstep, home):
    """A running authority in a new home, with its clock stopped."""
    command = [doorstep, "authority", "--home", home, "--at", rfc3339(START)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(timeout=30)


def document_of(ready):
    """The document, fetched as anybody would."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(ready["ca_file"])
    with urllib.request.urlopen(ready["url"] + "/v1/openapi.json", context=context) as answer:
        return answer.read()


def drive(folder, ready):
    """schemathesis over every operation: statuses and codes by operation, and whether all was well."""
    seen = folder / "seen.json"
    environment = os.environ | {
        "CONTRACT_DOCUMENT": str(folder / "openapi.json"),
        "CONTRACT_SEEN": str(seen),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(HERE),
        "SCHEMATHESIS_HOOKS": "hooks",
    }
    command = [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()",
               "--config-file", HERE / "schemathesis.toml", "run", folder / "openapi.json",
               "--url", ready["url"], "--tls-verify", ready["ca_file"], "--no-color", "--warnings", "off"]
    good = subprocess.run(command, env=environment, cwd=folder, timeout=PATIENCE).returncode == 0
    return (json.loads(seen.read_text()) if seen.exists() else {}), good


def tabulate(document, seen):
    """Prints what was seen of each operation; those without a success or without a refusal."""
    lacking = []
    for path, methods in json.loads(document)["paths"].items():
        for label in (f"{method.upper()} {path}" for method in methods):
            statuses, codes = seen.get(label, [{}, []])
            if {"2", "4"} - {status[0] for status in statuses}:
                lacking.append(label)
            counts = "  ".join(f"{status} x {count}" for status, count in sorted(statuses.items()))
            print(f"{label:38} {counts}")
            if codes:
                print(f"{'':38} {', '.join(codes)}")
    return lacking


def get_a_pass(folder, ready, office):
    """What the inspector says of the client's pass, on screen and paper, and of its emergency: now, and of
    the same frames later."""
    phone, at = "+79990000001", START + timedelta(days=2)
    office.put_clock(at)
    command = [sys.executable, HERE / "client.py", folder / "openapi.json", ready["trust_file"],
               phone, "ИП4321", "groceries"]
    client = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if not client.stdout.readline():
        return {"client": client.wait(timeout=60)}
    said, _ = client.communicate(office.code_to(phone) + "\n", timeout=60)
    if client.returncode != 0:
        return {"client": client.returncode}
    shown = json.loads(said)

    def inspect(item, seconds, *options):
        command = [office.doorstep, "inspect", "--home", folder / "inspector", "--authority", ready["url"],
                   "--ca", ready["ca_file"], "--at", rfc3339(at + timedelta(seconds=seconds)), "--json",
                   *options, item]
        return json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout).get("result")

    inspect("refresh", 0)
    return {"live": inspect(shown["live"], 2), "a minute old": inspect(shown["live"], 62),
            "on paper": inspect(shown["paper"], 62),
            "emergency": inspect(shown["emergency"], 2),
            "emergency, a minute old": inspect(shown["emergency"], 62),
            "emergency, five hours old": inspect(shown["emergency"], 5 * 3600),
            "number": inspect(shown["number"], 62, "--challenge", b"12345678".hex()),
            "emergency number": inspect(shown["emergency number"], 62, "--challenge", b"12345678".hex()),
            "another number": inspect(shown["number"], 62, "--challenge", b"12345679".hex())}


def main(doorstep):
    sys.stdout.reconfigure(line_buffering=True)
    doorstep, started = str(Path(doorstep).resolve()), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="doorstep-contract-") as folder:
        folder = Path(folder)
        with authority(doorstep, str(folder / "authority")) as ready:
            office = Office(doorstep, str(folder / "authority"), ready)
            document = document_of(ready)
            (folder / "openapi.json").write_bytes(document)
            office.publish_sms_tables(sorted(SMS_TABLES.glob("*.json")))
            office.leave_in_environment()
            seen, good = drive(folder, ready)
            lacking = tabulate(document, seen)
            inspected = get_a_pass(folder, ready, office)
    print(f"the client's pass and emergency, inspected: {inspected}")
    for label in lacking:
        print(f"no success or no refusal seen: {label}", file=sys.stderr)
    print(f"contract: {time.monotonic() - started:.0f} s")
    sys.exit(0 if good and not lacking and inspected == EXPECTED else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
