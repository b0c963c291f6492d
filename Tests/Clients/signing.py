"""Requests sent as bytes, so that what no client would send can be sent too."""

import http.client
import socket

import sigv4


class Answer:
    """A response, read whole."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def text(self):
        return self.body.decode()

    @property
    def code(self):
        """The code of an AWS error, or None."""
        before, found, after = self.text.partition("<Code>")
        return after.partition("</Code>")[0] if found else None

    @property
    def message(self):
        return self.text.partition("<Message>")[2].partition("</Message>")[0]


def host(server):
    return f"127.0.0.1:{server.port}"


def connect(server, seconds=20):
    return socket.create_connection(("127.0.0.1", server.port), timeout=seconds)


def exchange(server, data, method="POST", seconds=20):
    """Sends bytes on a new connection and reads one answer; None when it was closed instead."""
    with connect(server, seconds) as connection:
        try:
            connection.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass  # an early answer may wait all the same
        return read(connection, method)


def read(connection, method="POST"):
    """Reads one answer; None when the connection was closed without one."""
    response = http.client.HTTPResponse(connection, method=method)
    try:
        response.begin()
        return Answer(response)
    except (http.client.BadStatusLine, ConnectionResetError):
        return None


def encode(method, target, headers, body=b"", length=True):
    """A request's bytes."""
    lines = [f"{method} {target} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in headers]
    if length and (body or method in ("POST", "PUT")):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


def send(server, method, path, query, headers, body=b""):
    target = f"{path}?{query}" if query else path
    return exchange(server, encode(method, target, headers, body), method)


def post(account, service, body="", method="POST", path="/", query="", keys=None, **more):
    """Signs a request and sends it; a form unless the method says otherwise."""
    body = body.encode() if isinstance(body, str) else body
    headers = list(more.pop("headers", ()))
    if method == "POST":
        headers.append(("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"))
    signed = sigv4.sign(
        keys or account.keys,
        service,
        host(account.server),
        method,
        path,
        query,
        body,
        headers=headers,
        **more,
    )
    return send(account.server, method, path, query, signed, body)
