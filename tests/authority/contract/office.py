"""The operator's side of the authority under test: text messages and the clock."""

import json
import os
import re
import subprocess
import urllib.request

VARIABLE = "CONTRACT_OFFICE"


class Office:
    def __init__(self, doorstep, home, ready):
        self.given = [doorstep, home, ready]
        self.doorstep, self.home, self.trust_file = doorstep, home, ready["trust_file"]
        self.url = ready["admin_url"]
        with open(ready["admin_token_file"]) as token:
            self.token = token.read().strip()

    def leave_in_environment(self):
        """For the process of the hooks."""
        os.environ[VARIABLE] = json.dumps(self.given)

    @classmethod
    def of_environment(cls):
        return cls(*json.loads(os.environ[VARIABLE]))

    def code_to(self, phone):
        """The code of the newest text message to a number."""
        headers = {"Authorization": f"Bearer {self.token}"}
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/sms", headers=headers)) as answer:
            texts = [message["text"] for message in json.load(answer) if message["to"] == phone]
        return re.search(r"\d{6}", texts[-1]).group()

    def paper(self, mark):
        """The code of a new order on paper, for whoever has this mark."""
        return self.order("issue", "--paper", "--at", "55.7558,37.6173", "--sub", mark)["code"]

    def permit(self, order, purpose):
        """Lets whoever has this order leave for a purpose, from now on."""
        shown = self.order("show", order)
        self.order("update", order, "--permit", f"{shown['from']}/{shown['until']},{purpose}")

    def loan(self, number):
        """The code on the form of a device under this number."""
        command = [self.doorstep, "admin", "--home", self.home, "--json", "loan", "make", number]
        return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)["qr"]

    def order(self, *arguments):
        """What an officer does with orders."""
        command = [self.doorstep, "admin", "--home", self.home, "--json", "order", *arguments]
        made = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        return json.loads(made)

    def publish_sms_tables(self, files):
        """Signs tables of passes by text message, for every phone."""
        command = [self.doorstep, "admin", "--home", self.home, "sms-tables", *files]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def put_clock(self, at):
        """Stops the authority's clock at a moment."""
        command = [self.doorstep, "admin", "--home", self.home, "clock", f"{at:%Y-%m-%dT%H:%M:%SZ}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
