"""The program: start, stop, health, TLS, accounts, keys, and what it writes down."""

import datetime
import http.client
import ipaddress
import json
import os
import pathlib
import re
import resource
import shlex
import signal
import socket
import ssl
import stat
import subprocess
import threading
import time
import urllib.request

import pytest
import server as clients
import sigv4
from expect import error
from server import PROGRAM, Account, Keys, Server, clean_environment
from signing import connect, exchange, post, read


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def health(server):
    return exchange(server, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n", "GET")


@pytest.fixture
def started(tmp_path):
    """Starts servers and ends them."""
    running = []

    def start(*options, **more):
        folder = tmp_path / f"server{len(running)}"
        folder.mkdir()
        running.append(Server(folder, *options, **more))
        return running[-1]

    yield start
    for server in running:
        server.stop(signal.SIGKILL)


def test_health(server):
    answer = health(server)
    assert answer.status == 200
    head = exchange(server, b"HEAD /health HTTP/1.1\r\nHost: x\r\n\r\n", "HEAD")
    assert head.status == 200 and head.body == b""


def test_the_first_answer_knows_the_first_account(started):
    keys = Keys("AKIAROOTROOTROOTROOT", "a-secret-of-more-than-sixteen-bytes")
    environment = {
        "ROLECALL_ROOT_ACCESS_KEY_ID": keys.id,
        "ROLECALL_ROOT_SECRET_ACCESS_KEY": keys.secret,
    }
    for _ in range(5):
        server = started(environment=environment, wait=False)
        account = Account(server, "111122223333", keys)
        while True:
            try:
                answer = post(account, "sts", b"Action=GetCallerIdentity&Version=2011-06-15")
                break
            except ConnectionRefusedError:
                assert server.process.poll() is None, server.log.read_text()
        assert answer is not None and answer.status == 200, answer.text


def test_nobody_is_let_in_without_keys(server):
    for method in ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"):
        answer = exchange(
            server, f"{method} / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".encode(), method
        )
        assert answer is None or answer.status >= 400, method


def test_it_stops_on_sigterm_and_removes_its_temporary_folder(started, tmp_path):
    server = started(environment={"TMPDIR": tmp_path})
    (folder,) = tmp_path.glob("rolecall-*")
    assert mode(folder) == 0o700
    assert server.stop(signal.SIGTERM) == 0
    assert not folder.exists()
    assert not server.control.exists()


def test_it_stops_on_sigint(started):
    assert started().stop(signal.SIGINT) == 0


def test_a_request_in_flight_is_answered_before_it_stops(started):
    server = started()
    account = server.account("111122223333")
    account.client("s3").create_bucket(Bucket="notes")
    body = b"x" * 100_000
    host = f"127.0.0.1:{server.port}"
    pairs = sigv4.sign(account.keys, "s3", host, "PUT", "/notes/a", body=body)
    head = "PUT /notes/a HTTP/1.1\r\n" + "".join(f"{n}: {v}\r\n" for n, v in pairs)
    data = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    with connect(server) as connection, connect(server) as idle:
        idle.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert read(idle, "GET").status == 200
        connection.sendall(data[:50_000])
        assert health(server).status == 200  # by now the first part has been seen
        server.process.send_signal(signal.SIGTERM)
        connection.sendall(data[50_000:])
        answer = read(connection, "PUT")
        assert answer is not None and answer.status == 200
    assert server.process.wait(timeout=20) == 0


def test_the_control_socket_takes_no_files_place(tmp_path):
    kept = tmp_path / "control.sock"
    kept.write_text("mine")
    server = Server(tmp_path, wait=False)
    try:
        assert server.process.wait(timeout=20) != 0
    finally:
        server.stop(signal.SIGKILL)
    assert kept.read_text() == "mine"
    assert "no socket" in server.log.read_text()


def test_a_control_socket_in_use_is_left_to_its_server(server, started):
    second = started("--control", str(server.control), wait=False)
    assert second.process.wait(timeout=20) != 0
    assert "in use" in second.log.read_text()
    assert json.loads(server.rolecall("account", "list").stdout)["Accounts"]


def test_a_control_socket_that_was_left_is_taken_over(started, tmp_path):
    first = started()
    first.stop(signal.SIGKILL)
    assert first.control.exists()
    second = started("--control", str(first.control), wait=False)
    second.control = first.control
    second.wait_until_healthy()
    assert json.loads(second.rolecall("account", "list").stdout)["Accounts"]


def processor_seconds(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_without_a_free_descriptor_the_control_socket_waits(started):
    server = started()
    soft, hard = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
    # The call that waits has its descriptor already; the next one gets none.
    while True:
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (3, hard))
        try:
            server.rolecall("account", "list", timeout=5)
            break
        except subprocess.TimeoutExpired:
            # The thread was not waiting yet; it takes the rest now, and then waits.
            resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (soft, hard))
            server.rolecall("account", "list")
    before = processor_seconds(server.process)
    with socket.socket(socket.AF_UNIX) as waiting:
        waiting.settimeout(1)
        waiting.connect(str(server.control))
        with pytest.raises(TimeoutError):
            waiting.recv(1)
    assert processor_seconds(server.process) - before < 0.5
    resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (soft, hard))
    assert json.loads(server.rolecall("account", "list").stdout)["Accounts"]


def test_a_data_folder_that_was_there_is_closed_to_others(started, tmp_path):
    data = tmp_path / "data"
    server = started(data=data)
    account = server.account("111122223333")
    account.iam.enable_outbound_web_identity_federation()
    account.client("sts").get_web_identity_token(Audience=["a"], SigningAlgorithm="RS256")
    server.stop(signal.SIGKILL)
    files = [path for path in data.iterdir() if not path.is_socket()]
    assert any(path.name.endswith("-wal") for path in files)
    assert data / "signing.keys" in files
    for path in files:
        path.chmod(0o777 if path.is_dir() else 0o666)
    data.chmod(0o755)
    own = data / "mine.txt"
    own.write_text("mine")
    own.chmod(0o644)
    started(data=data)
    assert mode(data) == 0o700
    for path in files:
        if path.exists():
            assert mode(path) == (0o700 if path.is_dir() else 0o600), path
    assert mode(own) == 0o644


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
@pytest.mark.parametrize("name", ["", "master.key", "rolecall.db"])
def test_a_data_folder_of_another_user_is_refused(started, tmp_path, name):
    data = tmp_path / "data"
    started(data=data).stop()
    os.chown(data / name, 65534, 65534)
    refused = started(data=data, wait=False)
    assert refused.process.wait(timeout=20) != 0
    assert "belongs to the user with the id 65534" in refused.log.read_text()


def test_the_root_keys_are_kept_for_their_owner_only(started, tmp_path):
    data = tmp_path / "data"
    server = started(data=data)
    assert mode(data) == 0o700
    files = [path for path in data.rglob("*") if path.is_file() or path.is_socket()]
    assert files and {mode(path) for path in files if not path.is_socket()} == {0o600}
    assert mode(server.control) == 0o600
    shown = json.loads(server.rolecall("account", "root-keys", "111122223333").stdout)
    assert set(shown) == {"AccountId", "AccessKeyId", "SecretAccessKey"}
    written = (data / "root.keys").read_text()
    assert shown["AccessKeyId"] in written and shown["SecretAccessKey"] in written
    first = server.output.read_text() + server.log.read_text()
    assert first.count(shown["SecretAccessKey"]) == 1
    server.stop()
    again = started(data=data)
    assert json.loads(again.rolecall("account", "root-keys", "111122223333").stdout) == shown
    later = again.output.read_text() + again.log.read_text()
    assert shown["SecretAccessKey"] not in later


def test_the_database_alone_holds_no_secret(started, tmp_path):
    data = tmp_path / "data"
    server = started(data=data)
    account = server.account("111122223333")
    bob = account.user("Bob")
    session = account.client("sts", bob).get_session_token()["Credentials"]
    server.stop()
    secrets = [account.keys.secret, bob.secret, session["SecretAccessKey"]]
    for path in data.rglob("*"):
        if path.is_file() and path.name != "root.keys":
            content = path.read_bytes()
            for secret in secrets:
                assert secret.encode() not in content, path


def test_the_first_account_and_its_keys_can_be_given(started):
    keys = Keys("AKIAROOTROOTROOTROOT", "a-secret-of-more-than-sixteen-bytes")
    server = started(
        "--account",
        "555566667777",
        environment={
            "ROLECALL_ROOT_ACCESS_KEY_ID": keys.id,
            "ROLECALL_ROOT_SECRET_ACCESS_KEY": keys.secret,
        },
    )
    identity = Account(server, "555566667777", keys).client("sts").get_caller_identity()
    assert identity["Arn"] == "arn:aws:iam::555566667777:root"
    assert keys.secret not in server.log.read_text() + server.output.read_text()


def test_accounts_live(server):
    made = json.loads(server.rolecall("account", "create", "123456789012", "--name", "mine").stdout)
    assert made["AccountId"] == "123456789012" and made["AccessKeyId"].startswith("AKIA")
    again = server.rolecall("account", "create", "123456789012", check=False)
    assert again.returncode != 0 and "123456789012" in again.stderr
    assert made["SecretAccessKey"] not in again.stderr + again.stdout
    listed = server.rolecall("account", "list").stdout
    assert "123456789012" in listed and "mine" in listed and "SecretAccessKey" not in listed
    keys = json.loads(server.rolecall("account", "root-keys", "123456789012").stdout)
    assert keys == {name: made[name] for name in keys}
    replaced = json.loads(server.rolecall("account", "create", "123456789012", "--replace").stdout)
    assert replaced["SecretAccessKey"] != made["SecretAccessKey"]
    assert server.rolecall("account", "delete", "123456789012").returncode == 0
    assert "123456789012" not in server.rolecall("account", "list").stdout
    gone = server.rolecall("account", "root-keys", "123456789012", check=False)
    assert gone.returncode != 0 and gone.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("nonsense",), ("account",), ("account", "create"), ("account", "create", "12"),
        ("account", "create", "x" * 12), ("account", "create", "111122223333", "--nonsense"),
        ("account", "delete", "999999999999"), ("serve", "--listen", "nonsense"),
        ("serve", "--listen", "127.0.0.1:99999"), ("serve", "--ephemeral", "--data", "x"),
        ("serve", "--tls-key", "x"), ("serve", "--account", "12"), ("serve", "surplus"),
        ("env", "--account", "999999999999"),
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_command_line_says_why(server, arguments):
    answer = server.rolecall(*arguments, check=False)
    assert answer.returncode != 0 and answer.stderr.strip() and answer.stdout == ""
    assert "Fatal" not in answer.stderr


def test_commands_without_a_server_say_so(server, tmp_path):
    answer = server.rolecall("account", "list", "--control", tmp_path / "none.sock", check=False)
    assert answer.returncode != 0 and "none.sock" in answer.stderr


def test_an_account_is_emptied_quickly(server):
    account = server.account("123456789012")
    for number in range(30):
        account.iam.create_user(UserName=f"u{number}")
    times = []
    for _ in range(5):
        start = time.perf_counter()
        server.account("123456789012")
        times.append(time.perf_counter() - start)
    server.rolecall("account", "delete", "123456789012")
    # The promise is "well under 100 ms"; a shared machine gets some more.
    assert min(times) < 0.1, times


def test_replacing_an_account_takes_its_buckets_along(server):
    account = server.account("123456789012")
    s3 = account.client("s3")
    s3.create_bucket(Bucket="left-behind")
    s3.put_object(Bucket="left-behind", Key="a", Body=b"x")
    other = server.account("444455556666")
    again = server.account("123456789012")
    assert again.client("s3").list_buckets()["Buckets"] == []
    other.client("s3").create_bucket(Bucket="left-behind")
    assert "Contents" not in other.client("s3").list_objects_v2(Bucket="left-behind")
    server.rolecall("account", "delete", "123456789012")


def test_env_prints_exports(server):
    account = server.account("111122223333")
    text = server.rolecall("env", "--account", account.id).stdout
    values = {}
    for line in text.splitlines():
        command, _, assignment = line.partition(" ")
        if command == "unset":
            assert "AWS_SESSION_TOKEN" in assignment
            continue
        assert command == "export"
        name, _, value = shlex.split(assignment)[0].partition("=")
        values[name] = value
    assert values["AWS_ENDPOINT_URL"] == server.endpoint
    assert values["AWS_ACCESS_KEY_ID"] == account.keys.id
    assert values["AWS_SECRET_ACCESS_KEY"] == account.keys.secret
    assert values["AWS_REGION"] or values["AWS_DEFAULT_REGION"]
    script = 'eval "$(rolecall env)" && aws sts get-caller-identity --query Arn --output text'
    answer = subprocess.run(
        ["bash", "-c", script],
        env=clean_environment(ROLECALL_CONTROL=server.control, HOME=server.folder),
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == account.arn("root")


def test_the_event_log_tells_what_happened_and_no_secret(started):
    server = started()
    account = server.account("111122223333")
    bob = account.user("Bob")
    sts = account.client("sts", bob)
    session = Keys.of(sts.get_session_token()["Credentials"])
    account.client("sts", session).get_caller_identity()
    with error("AccessDenied", 403):
        account.client("iam", bob).list_users()
    with error("SignatureDoesNotMatch", 403):
        account.client("sts", Keys(bob.id, "w" * 40)).get_caller_identity()
    url = account.client("s3", signature_version="s3v4").generate_presigned_url("list_buckets")
    urllib.request.urlopen(url, timeout=20).read()
    signature = re.search(r"X-Amz-Signature=(\w+)", url).group(1)
    post(account, "sts", b"Action=GetCallerIdentity&Version=2011-06-15\nforged line=1")
    server.stop()
    log = server.log.read_text()
    for action in ("GetSessionToken", "GetCallerIdentity", "ListUsers", "SignatureDoesNotMatch"):
        assert action in log, action
    for secret in (account.keys.secret, bob.secret, session.secret, session.token, signature):
        assert secret not in log
    assert not any(line.startswith("forged") for line in log.splitlines())
    for line in log.splitlines():
        assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \S+", line) or "=" in line, line


# --- TLS ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.timezone.utc)
    names = [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost")]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


def wait_for_tls(server, context):
    deadline = time.monotonic() + 20
    while True:
        try:
            connection = http.client.HTTPSConnection(
                "127.0.0.1", server.port, context=context, timeout=5
            )
            connection.request("GET", "/health")
            return connection.getresponse().status
        except OSError:
            assert server.process.poll() is None, server.log.read_text()
            assert time.monotonic() < deadline
            time.sleep(0.01)


def test_tls(started, certificate):
    chain, key = certificate
    server = started(
        "--tls-certificate", str(chain), "--tls-key", str(key), wait=False, scheme="https"
    )
    context = ssl.create_default_context(cafile=str(chain))
    assert wait_for_tls(server, context) == 200
    account = server.account("111122223333")
    sts = account.client("sts", verify=str(chain))
    assert sts.get_caller_identity()["Account"] == "111122223333"
    assert server.endpoint in server.rolecall("env").stdout
    secure = clients.allow("iam:ListUsers", Condition={"Bool": {"aws:SecureTransport": "true"}})
    keys = account_user(account, chain, secure)
    assert account.client("iam", keys, verify=str(chain)).list_users()["Users"]
    plain = exchange(server, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n", "GET")
    assert plain is None or plain.status != 200
    for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
        old = ssl.create_default_context(cafile=str(chain))
        old.minimum_version = ssl.TLSVersion.TLSv1
        old.maximum_version = version
        old.set_ciphers("ALL:@SECLEVEL=0")
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
            with pytest.raises(OSError):
                old.wrap_socket(raw, server_hostname="127.0.0.1")
    assert server.stop() == 0


def account_user(account, chain, statement):
    iam = account.client("iam", verify=str(chain))
    iam.create_user(UserName="Ann")
    iam.put_user_policy(UserName="Ann", PolicyName="p", PolicyDocument=clients.document(statement))
    return Keys.of(iam.create_access_key(UserName="Ann")["AccessKey"])


def test_tls_files_that_are_none_end_the_start(started, tmp_path):
    bad = tmp_path / "bad.pem"
    bad.write_text("not a certificate")
    server = started("--tls-certificate", str(bad), "--tls-key", str(bad), wait=False)
    assert server.process.wait(timeout=20) != 0
    assert "bad.pem" in server.log.read_text()


def test_a_port_in_use_ends_the_start(server, started):
    second = started("--listen", f"127.0.0.1:{server.port}", wait=False)
    assert second.process.wait(timeout=20) != 0
    assert str(server.port) in second.log.read_text()


# --- Slow senders -------------------------------------------------------------------------------


def test_many_clients_at_once(server):
    account = server.account("111122223333")
    failures = []

    def work(number):
        try:
            iam = account.iam
            for index in range(10):
                name = f"u{number}-{index}"
                iam.create_user(UserName=name)
                assert iam.get_user(UserName=name)["User"]["UserName"] == name
        except Exception as failure:  # told below, in the test's own thread
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    pages = account.iam.get_paginator("list_users").paginate()
    assert sum(len(page["Users"]) for page in pages) == 80


def test_the_program_stands_where_it_should():
    assert os.access(PROGRAM, os.X_OK), f"{PROGRAM} is missing: make build"
