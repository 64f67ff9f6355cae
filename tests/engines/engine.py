"""What the tests of real engines share: starting one, asking over HTTP, and the annotated JSON to hold answers against."""
import datetime, json, re, socket, subprocess, sys, time, urllib.error, urllib.request

failures = 0


def check(right, *words):
    global failures
    if not right:
        failures += 1
        print("FAILED:", *(str(word)[:400] for word in words))


def same(what, found, wanted):
    """Both are sets of ids, and the question has a positive and a negative answer."""
    check(found == wanted, what, "too many:", found - wanted, "missing:", wanted - found)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Engine:
    """A program that serves HTTP on loopback, ended with the test."""

    def __init__(self, command, port, log, seconds):
        self.url = f"http://127.0.0.1:{port}"
        self.log = open(log, "w")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=self.log, stderr=subprocess.STDOUT)
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urllib.request.urlopen(self.url, timeout=5).read()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.3)
        self.stop()
        print(open(log).read()[-2000:])
        print("skipped: the engine can't be started")
        sys.exit(77)

    def stop(self):
        self.process.stdin.close()
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def ask(self, method, path, body=None, kind="application/json"):
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method, headers={"Content-Type": kind})
        try:
            with urllib.request.urlopen(request, timeout=120) as reply:
                return reply.status, reply.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


def pasted(src, document, marker, replacements, folder):
    """Run the commands of a document that have `marker` in them, in the folder; what they print."""
    with open(f"{src}/{document}") as file:
        commands = [line.strip() for line in file if line.startswith("    ") and marker in line]
    check(commands, document, "has no command with", marker)
    printed = []
    for command in commands:
        for old, new in replacements.items():
            command = command.replace(old, new)
        run = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, timeout=300)
        check(run.returncode == 0, "pasted:", command, run.stdout, run.stderr)
        printed.append(run.stdout)
    return printed


def annotate(fintag, *arguments):
    run = subprocess.run([fintag, "annotate", "--tz", "+08:00", *arguments], capture_output=True, check=True)
    return [json.loads(line) for line in run.stdout.decode().split("\n")[:-1]]


def moment(time):
    """An instant; what has no zone is in that of --tz."""
    if "T" not in time:
        time += "T00:00:00"
    if not re.search(r"(Z|[+-]\d\d:\d\d)$", time):
        time += "+08:00"
    return datetime.datetime.fromisoformat(time.replace("Z", "+00:00"))


def with_entity(records, right):
    return {r["id"] for r in records if any(right(e["type"], e["value"]) for e in r["entities"])}


def possible(value):
    """The least and the largest number that a quantity may be."""
    low, high = value.get("min", value.get("number")), value.get("max", value.get("number"))
    approx = value.get("approx")
    return (None if approx in ("at_most", "less_than") else low, None if approx in ("at_least", "more_than") else high)


def overlaps(value, begin, end):
    """Does the interval of a date share a moment with [begin, end)?"""
    if not value.get("from") and not value.get("until"):
        return False
    return ((not value["from"] or moment(value["from"]) < moment(end)) and
            (not value["until"] or moment(value["until"]) > moment(begin)))
