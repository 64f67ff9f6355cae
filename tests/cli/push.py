"""fintag push against a server that fails in every way that a real one does. Usage: push.py FINTAG FOLDER"""
import base64, http.server, json, os, shutil, signal, socket, ssl, subprocess, sys, threading, time

fintag, folder = sys.argv[1:]
failures = 0
try:
    import jsonschema
    schema = json.loads(subprocess.run([fintag, "schema"], capture_output=True, check=True).stdout)
    is_valid = jsonschema.validators.validator_for(schema)(schema).is_valid
except ImportError:
    is_valid = bool


def check(right, *words):
    global failures
    if not right:
        failures += 1
        print("FAILED:", *words)


class Server(http.server.ThreadingHTTPServer):
    """Keeps what was indexed; `script` holds one answer per bulk request, and the last one is kept to."""
    daemon_threads = True

    def __init__(self, script=(), mapping=True):
        super().__init__(("127.0.0.1", 0), Handler)
        self.script, self.mapping = list(script), mapping
        self.indexed, self.requests, self.others, self.headers = {}, [], [], []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server_port}/news"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def handle_error(self, *_):
        pass


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, status, body, headers=()):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def other(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        server = self.server
        server.others.append((self.command, self.path, body))
        server.headers.append(self.headers)
        if isinstance(server.mapping, int) and not isinstance(server.mapping, bool):
            return self.reply(server.mapping, {"error": "no", "status": server.mapping})
        if self.path.endswith("/_mapping"):
            if server.mapping:
                return self.reply(200, {"news": {"mappings": {"properties": {"entities": {"type": "nested"}}}}})
            return self.reply(404, {"error": {"type": "index_not_found_exception"}, "status": 404})
        if "_simulate_index" in self.path:
            return self.reply(200, {"template": {"settings": {}, "mappings": {}}})
        return self.reply(200, {"acknowledged": True})

    do_GET = do_PUT = other

    def do_POST(self):
        server = self.server
        if "/_bulk" not in self.path:
            return self.other()
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.headers.append(self.headers)
        lines = body.split(b"\n")
        check(lines[-1] == b"" and len(lines) % 2 == 1, "a bulk request is pairs of lines, the last one ended")
        ids = [json.loads(line)["index"]["_id"] for line in lines[:-1:2]]
        check([json.loads(line)["id"] for line in lines[1::2]] == ids, "documents stand behind their actions")
        server.requests.append(ids)
        answer = server.script[0] if server.script else "ok"
        if len(server.script) > 1:
            server.script.pop(0)
        if callable(answer):
            answer = answer(self, ids, body)
        if answer is None:
            return
        if answer == "cut":
            server.indexed.update(dict.fromkeys(ids))  # it got through, only the answer did not
            self.close_connection = True
            return self.connection.shutdown(socket.SHUT_RDWR)
        if answer == "half":
            self.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{"errors":false,"items":[')
            self.close_connection = True
            return self.connection.shutdown(socket.SHUT_RDWR)
        if isinstance(answer, tuple):
            return self.reply(*answer)
        statuses = answer if isinstance(answer, dict) else {}
        items = []
        for i in ids:
            status = statuses.get(i, 200 if i in server.indexed else 201)
            item = {"status": status}
            if status < 300:
                server.indexed[i] = None
            else:
                item["error"] = {"type": "some_exception", "reason": f"because of {i}"}
            items.append({"index": item})
        self.reply(200, {"errors": bool(statuses), "items": items})


def articles(count, text="贵州茅台(600519)涨3%"):
    path = f"{folder}/in.jsonl"
    with open(path, "w") as file:
        for i in range(count):
            file.write(json.dumps({"id": f"a{i}", "published": "2022-04-10T09:00:00+08:00", "text": text}, ensure_ascii=False) + "\n")
    return path, [f"a{i}" for i in range(count)]


def push(server, path, *options, **how):
    begun = time.monotonic()
    url = server if isinstance(server, str) else server.url
    run = subprocess.run([fintag, "push", "--wait", "20", *options, url, path], capture_output=True, text=True, timeout=120, **how)
    run.seconds = time.monotonic() - begun
    run.records = [json.loads(line) for line in run.stdout.splitlines()]
    for record in run.records:
        check(is_valid(record) and record["schema"] == "fintag/1" and record["status"] == "error" and record["path"] == path, "error record", record)
    return run


def accounted(name, run, server, ids):
    """Every article is in the index or has an error record."""
    told = [r["id"] for r in run.records]
    check(sorted(set(server.indexed) | set(told)) == sorted(ids), name, "loses", set(ids) - set(server.indexed) - set(told))
    check(len(told) == len(set(told)), name, "reports twice")


path, ids = articles(10)
with Server() as server:
    run = push(server, path)
    check(run.returncode == 0 and not run.stdout and not run.stderr, "plain", run)
    check(server.requests == [ids], "one request", server.requests)
with Server() as server:
    run = push(server, path, "--batch-articles", "3")
    check([len(r) for r in server.requests] == [3, 3, 3, 1] and sum(server.requests, []) == ids, "batches by number", server.requests)
with Server() as server:
    run = push(server, path, "--batch-size", "1")
    check(server.requests == [[i] for i in ids], "batches by size; one that is too large goes alone", server.requests)

# Too busy: waits as long as it is told to, then sends the same again.
with Server([(429, "{}", [("Retry-After", "1")]), (503, "{}", [("Retry-After", "1")]), "ok"]) as server:
    run = push(server, path)
    check(run.returncode == 0 and server.requests == [ids] * 3 and list(server.indexed) == ids, "429, 503", run, server.requests)
    check(2 <= run.seconds < 30, "Retry-After is waited for", run.seconds)
    check("429" in run.stderr and "503" in run.stderr, "says so", run.stderr)
with Server([(502, "<html>bad gateway</html>"), (504, ""), "ok"]) as server:
    run = push(server, path)
    check(run.returncode == 0 and list(server.indexed) == ids and run.seconds < 15, "502, 504", run)

# A partial failure: only what the server was too busy for is sent again; what it rejects is reported.
with Server([{"a2": 429, "a5": 400, "a7": 503}, {"a7": 429}, "ok"]) as server:
    run = push(server, path)
    check(server.requests == [ids, ["a2", "a7"], ["a7"]], "only failed items again", server.requests)
    check(run.returncode == 3 and [r["id"] for r in run.records] == ["a5"], "rejected document", run)
    check(run.records[0]["error"] == {"code": "rejected", "message": "400 some_exception: because of a5", "at": None}, "its reason", run.records)
    check("9 indexed, 1 rejected" in run.stderr, "summary", run.stderr)
    accounted("partial", run, server, ids)

# The connection is cut before the answer, or in the middle of it; an answer is no answer.
for script in (["cut", "ok"], ["half", "ok"], ["half", "cut", "half", "ok"], [(200, "{}"), (200, "nonsense"), "ok"],
               [(200, {"errors": False, "items": []}), "ok"]):
    with Server(script) as server:
        run = push(server, path)
        check(run.returncode == 0 and list(server.indexed) == ids, script, run)
        check(server.requests == [ids] * (len(script) if len(script) > 1 else 2) and not run.records, script, "sent again", server.requests)


# Too large: halves, and smaller ones from then on.
def at_most(most):
    def answer(handler, _, body):
        return (413, "") if len(body) > most else "ok"
    return answer


size = len(subprocess.run([fintag, "annotate", "--to", "opensearch", path], capture_output=True).stdout) // len(ids)
with Server([at_most(size * 3 + 50)]) as server:
    run = push(server, path)
    check(run.returncode == 0 and list(server.indexed) == ids, "413", run)
    check([len(r) for r in server.requests] == [10, 5, 2, 3, 5, 2, 3], "halves", server.requests)
with Server([at_most(10)]) as server:
    run = push(server, path, "--batch-articles", "2")
    check(run.returncode == 3 and [r["id"] for r in run.records] == ids, "413 of single documents", run)
    check(all(r["error"]["code"] == "rejected" for r in run.records), "413 code")

# Gives up: every article that was read is accounted for, and the run stops.
with Server(["ok", (503, "{}")]) as server:
    run = push(server, path, "--batch-articles", "4", "--retries", "3")
    check(run.returncode == 3 and len(server.requests) == 1 + 4, "gives up", run, len(server.requests))
    check([r["id"] for r in run.records] == ids[4:9] and {r["error"]["code"] for r in run.records} == {"unconfirmed"}, "unconfirmed", run.records)
    check("stopped there" in run.stderr, "says that it stopped", run.stderr)
with Server([(400, {"error": {"root_cause": [], "type": "illegal", "reason": "no such thing"}, "status": 400})]) as server:
    run = push(server, path)
    check(run.returncode == 3 and len(server.requests) == 1 and "illegal: no such thing" in run.stderr, "400 is final", run)
    accounted("400", run, server, ids)
with Server([at_most(size * 3 + 50), (503, "")]) as server:
    run = push(server, path, "--retries", "1")
    check(run.returncode == 3, "gives up among halves")
    accounted("halves", run, server, ids)

# The server is away, or shut.
with socket.socket() as unused:
    unused.bind(("127.0.0.1", 0))
    run = push(f"http://127.0.0.1:{unused.getsockname()[1]}/news", path)
    check(run.returncode == 3 and run.seconds < 20 and not run.stdout and "can't reach it" in run.stderr, "no server", run)
with Server(mapping=401) as server:
    run = push(server, path)
    check(run.returncode == 3 and not server.requests and "401" in run.stderr, "401", run)
with Server(mapping=403) as server:
    check(push(server, path).returncode == 0 and list(server.indexed) == ids, "who may only write may write")

# Names and keys: sent, and shown nowhere.
with Server() as server:
    run = push(server.url.replace("//", "//us%40er:pa%3Ass@") + "?pipeline=p", path)
    want = "Basic " + base64.b64encode(b"us@er:pa:ss").decode()
    check(run.returncode == 0 and all(h["Authorization"] == want for h in server.headers), "name and password")
    check("pipeline=p&" in server.others[0][1] or "pipeline=p" in server.others[0][1], "parameters of the URL are kept", server.others)
with Server([(503, "{}")]) as server:
    run = push(server.url.replace("//", "//user:secret@"), path, "--retries", "1")
    check("secret" not in run.stderr + run.stdout and "503" in run.stderr, "password in messages", run.stderr)
with Server() as server:
    push(server, path, env={**os.environ, "FINTAG_AUTHORIZATION": "ApiKey abc"})
    check(all(h["Authorization"] == "ApiKey abc" for h in server.headers), "FINTAG_AUTHORIZATION")

# The index is made when it is missing, with the mappings of --template.
with Server(mapping=False) as server:
    run = push(server, path)
    made = [(p, json.loads(b)) for c, p, b in server.others if c == "PUT"]
    template = json.loads(subprocess.run([fintag, "push", "--template", server.url], capture_output=True).stdout)
    check(run.returncode == 0 and made == [("/news", template["template"])], "makes the index", run.stderr)
    check(template["index_patterns"] == ["news", "news-*"], "pattern")

# Two articles of the same id: only one is left, and that is told; not what was only sent twice.
with open(f"{folder}/twice.jsonl", "w") as file:
    file.write('{"id":"a","text":"21吨"}\n{"id":"b","text":"21吨"}\n{"id":"a","text":"22吨"}\n')
for made, script, told in ((False, "ok", True), (False, "cut", False), (True, "ok", False)):
    with Server([script, "ok"], mapping=made) as server:
        run = push(server, f"{folder}/twice.jsonl", "--batch-articles", "2" if script == "ok" else "9")
        check(run.returncode == 0 and ("1 article took the place" in run.stderr) == told, "same id", script, run.stderr)

# Articles that can't be annotated are no documents.
with open(f"{folder}/bad.jsonl", "w") as file:
    file.write('{"id":"good","published":"2022-04-10T09:00:00Z","text":"涨3%"}\n{"id":"floating","published":"2022-04-10T09:00:00","text":"涨3%"}\n{broken\n')
with Server() as server:
    run = push(server, f"{folder}/bad.jsonl")
    check(run.returncode == 0 and list(server.indexed) == ["good"] and [r["id"] for r in run.records] == ["floating", None], "error records", run)
    check(push(server, f"{folder}/bad.jsonl", "--fail-on", "error").returncode == 1, "--fail-on")
    errors = f"{folder}/errors"
    run = push(server, f"{folder}/bad.jsonl", "--errors", errors)
    check(not run.stdout and len(open(errors).readlines()) == 2, "--errors")

# A signal ends the waiting.
with Server([(503, "{}", [("Retry-After", "60")])]) as server:
    run = subprocess.Popen([fintag, "push", server.url, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    check("60." in run.stderr.readline(), "waits a minute")
    run.send_signal(signal.SIGINT)
    out, _ = run.communicate(timeout=20)
    check(run.returncode == 130 and [json.loads(line)["id"] for line in out.splitlines()] == ids, "SIGINT", run.returncode, out)

# A stream that pauses is sent; one that does not comes in batches.
for jobs in ("1", "2"):
    with Server() as server:
        run = subprocess.Popen([fintag, "push", "--jobs", jobs, server.url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for number in range(3):
            run.stdin.write(b'{"id":"s%d","published":"2022-04-10T09:00:00Z","text":"21\xe5\x90\xa8"}\n' % number)
            run.stdin.flush()
            end = time.monotonic() + 20
            while f"s{number}" not in server.indexed and time.monotonic() < end:
                time.sleep(0.02)
            check(f"s{number}" in server.indexed, "a stream is sent as it comes, --jobs", jobs)
        run.stdin.close()
        check(run.wait(20) == 0, "the end of the stream")
many, many_ids = articles(3000)
for jobs in ("1", "3"):
    with Server() as server, open(many) as file:
        cat = subprocess.Popen(["cat", many], stdout=subprocess.PIPE)
        run = subprocess.run([fintag, "push", "--jobs", jobs, server.url], stdin=cat.stdout, capture_output=True)
        cat.stdout.close()
        cat.wait()
        check(run.returncode == 0 and list(server.indexed) == many_ids, "a fast stream, in order, --jobs", jobs)
        check(len(server.requests) < 300, "a fast stream comes in batches, --jobs", jobs, len(server.requests))
        print(f"--jobs {jobs}: {len(server.requests)} requests for 3000 articles of a pipe")
with Server(["ok", (503, "")]) as server:
    run = push(server, many, "--jobs", "3", "--batch-articles", "500", "--retries", "0")
    told = [r["id"] for r in run.records]
    check(run.returncode == 3 and told == many_ids[500:1001] and list(server.indexed) == many_ids[:500], "stops in order", len(told), run.stderr)

# A signal ends a request that hangs; a request that takes too long is made again.
def slow(handler, ids, _):
    time.sleep(30)
    return "ok"


path, ids = articles(10)
with Server([slow]) as server:
    run = subprocess.Popen([fintag, "push", server.url, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not server.requests:
        time.sleep(0.02)
    begun = time.monotonic()
    run.send_signal(signal.SIGTERM)
    out, _ = run.communicate(timeout=20)
    check(run.returncode == 143 and time.monotonic() - begun < 20, "SIGTERM in a request", run.returncode)
    check([json.loads(line)["id"] for line in out.splitlines()] == ids, "what was not confirmed", out)
with Server([slow, "ok"]) as server:
    run = push(server, path, "--timeout", "1")
    check(run.returncode == 0 and server.requests == [ids] * 2, "--timeout", run)

# TLS.
if shutil.which("openssl"):
    pem = f"{folder}/pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", pem, "-out", f"{folder}/crt", "-days", "2",
                    "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/crt", pem)
    with Server() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        url = server.url.replace("http:", "https:")
        run = push(url, path, "--retries", "0")
        check(run.returncode == 3 and "certificate" in run.stderr and not server.indexed, "unknown certificate", run)
        run = push(url, path, "--cacert", f"{folder}/crt")
        check(run.returncode == 0 and list(server.indexed) == ids, "--cacert", run)

# Wrong usage.
for wrong in ([], ["localhost:9200/news"], ["http://localhost:9200/"], ["http://localhost:9200"], ["ftp://h/news"],
              ["--retries", "x", "http://h/n"], ["--batch-size", "0", "http://h/n"]):
    run = subprocess.run([fintag, "push", *wrong], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    check(run.returncode == 2 and run.stderr and not run.stdout, wrong, run)
for engine, word in (("opensearch", "nested"), ("annotated-text", "annotated_text"), ("groonga", "table_create"), ("meilisearch", "filterableAttributes")):
    run = subprocess.run([fintag, "push", f"--template={engine}"], capture_output=True, text=True)
    check(run.returncode == 0 and word in run.stdout, "--template", engine)
# Allocations fail, one a run: what is not in the index is told, by its record or by a word that ends the run. Most are those
# of the TLS library while it sets itself up: a few of them will do.
preload = os.environ.get("FAIL_MALLOC")
if preload:
    path, ids = articles(3)
    with Server() as server:
        count = int(push(server, path, "--jobs", "1", env={**os.environ, "LD_PRELOAD": preload, "COUNT_FD": "2"}).stderr.split()[-1])
        check(count > 300, "allocations are counted", count)
        for at in [*range(1, 20), *range(20, count - 190, 149), *range(count - 190, count + 2)]:
            server.indexed.clear()
            run = push(server, path, "--jobs", "1", "--retries", "1", env={**os.environ, "LD_PRELOAD": preload, "FAIL_AT": str(at)})
            check(run.returncode in (0, 2, 3) and (run.returncode == 0 or run.stderr), "allocation", at, run)
            whole = len(server.indexed) + len(run.records) == len(ids)
            check(whole or (run.returncode and run.stderr), "allocation", at, "loses", run)

print(f"{failures} failures")
sys.exit(1 if failures else 0)
