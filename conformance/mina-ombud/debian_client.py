"""A client of Mina ombud, made of Debian's packages alone and as strict as the published clients are."""
import base64
import hashlib
import json
import threading
import time
import uuid
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import requests
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from oauthlib.oauth2 import BackendApplicationClient
from requests_oauthlib import OAuth2Session

CLIENT = ("mina-ombud-sample", "3392d044-d0f2-491d-a40d-edda4f1361c0")
AT = "2120000829"
BERI = {"id": "198602262381", "typ": "pnr"}
NUMBER = "https://claims.oidc.se/1.0/personalNumber"


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def number(n):
    return n.to_bytes((n.bit_length() + 7) // 8, "big")


class OwnKeys:
    """The client's own keys, published as Bolagsverket's sample server publishes its own: x5c in base64url."""

    def __init__(self, issuer, port):
        self.issuer = issuer
        self.turn("nyckel-1")
        keys = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = json.dumps({"keys": [keys.jwk()]}).encode()
                self.send_response(200)
                self.send_header("content-type", "application/jwk-set+json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = HTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def turn(self, kid):
        self.kid, self.private = kid, rsa.generate_private_key(65537, 2048)

    def jwk(self):
        numbers = self.private.public_key().public_numbers()
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Åre kommun")])
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.private.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime(2022, 11, 24))
            .not_valid_after(datetime(2023, 11, 24))
            .sign(self.private, hashes.SHA256())
        )
        der = made.public_bytes(Encoding.DER)
        return {
            "kty": "RSA",
            "use": "sig",
            "kid": self.kid,
            "n": encode(number(numbers.n)),
            "e": encode(number(numbers.e)),
            "x5c": [encode(der)],
            "x5t#S256": encode(hashlib.sha256(der).digest()),
        }

    def token(self, claims=(), header=(), without=(), alg="RS256", private=None):
        now = int(time.time())
        body = {"sub": str(uuid.uuid4()), "iss": self.issuer, "aud": "mina-ombud", "iat": now, "exp": now + 120}
        body.update({NUMBER: BERI["id"], "name": "Beri Ylles"}, **dict(claims))
        head = {"alg": alg, "kid": self.kid, **dict(header)}
        for name in without:
            body.pop(name, None)
            head.pop(name, None)
        signed = ".".join(encode(json.dumps(part).encode()) for part in (head, body))
        digest = {"RS256": hashes.SHA256(), "RS384": hashes.SHA384(), "RS512": hashes.SHA512()}[alg]
        signature = (private or self.private).sign(signed.encode(), padding.PKCS1v15(), digest)
        return f"{signed}.{encode(signature)}"


class Hub:
    """The hub as the client calls it, with a session for each scope that oauthlib itself keeps strict."""

    def __init__(self, url):
        self.url = url
        self.token_url = f"{url}/auth/realms/dfm/protocol/openid-connect/token"

    def session(self, scope):
        made = OAuth2Session(client=BackendApplicationClient(client_id=CLIENT[0], scope=scope), scope=scope)
        made.fetch_token(self.token_url, client_secret=CLIENT[1], include_client_id=True)
        made.headers.update({"accept": "application/json", "x-service-name": "debian-python.py"})
        return made

    def ask(self, who, path, body, version="v2", token=None, **headers):
        if token is not None:
            headers["x-id-token"] = token
        return who.post(f"{self.url}/dfm/formedlare/{version}{path}", json=body, headers=headers)

    def contexts(self, who, version="v2", **more):
        answer = self.ask(who, "/sok/behorigheter", {"tredjeman": AT, "fullmaktshavare": BERI}, version, **more)
        assert answer.status_code == 200, answer.text
        assert answer.json()["kontext"], "no context"
        return answer.json()["kontext"]

    def mandates(self, who, version):
        asked = {"fullmaktshavare": BERI, "tredjeman": [AT]}
        rows = self.ask(who, "/sok/fullmakter", asked, version).json()["fullmakter"]
        assert rows, "no mandate"
        place = f"{self.url}/dfm/formedlare/{version}/tredjeman/{AT}/fullmakter"
        return [who.get(f"{place}/{row['id']}").json() for row in rows]

    def jwks(self, version="v2"):
        place = f"{self.url}/dfm/formedlare/{version}/tredjeman/{AT}/jwks"
        answer = requests.get(place, allow_redirects=False)
        assert answer.status_code == 200, answer.status_code
        return answer

    def key_set(self, version="v2"):
        return {key["kid"]: key for key in self.jwks(version).json()["keys"]}


def canonical(signed):
    rest = {name: value for name, value in signed.items() if name != "_sig"}
    return json.dumps(rest, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def verifies(signed, keys, payload=None):
    protected = signed["_sig"]["protected"]
    header = json.loads(decode(protected))
    assert header["alg"] == "RS256", header
    key = keys[header["kid"]]
    n, e = (int.from_bytes(decode(key[name]), "big") for name in ("n", "e"))
    text = encode(canonical(signed)).encode() if payload is None else payload
    try:
        rsa.RSAPublicNumbers(e, n).public_key().verify(
            decode(signed["_sig"]["signature"]),
            protected.encode() + b"." + text,
            padding.PKCS1v15(),
            hashes.SHA256(),
        )
        return True
    except InvalidSignature:
        return False
