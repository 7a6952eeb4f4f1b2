"""What the published clients of Mina ombud stumble over, each as a check; `debian_client.py` is the client.

Usage: debian-python.py HUB ISSUER JWKS_PORT FILE begin|turned
`begin` tries everything and keeps what was signed in FILE; `turned` verifies it after the relying party's key was changed.
Writes one line of JSON for each check: {"name": …, "fault": null | …}.
"""
import base64
import json
import re
import sys
import time
import traceback
import uuid
from datetime import datetime

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa

from debian_client import AT, BERI, CLIENT, NUMBER, Hub, OwnKeys, canonical, decode, encode, verifies

HUB, ISSUER, JWKS_PORT, FILE, STAGE = sys.argv[1:]
VERSIONS = ("v1", "v2")
CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def refused(answer, status, instance):
    error = answer.json()
    assert answer.headers["content-type"] == "application/json", answer.headers["content-type"]
    assert answer.status_code == error["status"] == status, (answer.status_code, error)
    assert error["type"].startswith("urn:dfm:error:") and error["title"], error
    assert error["instance"] == instance, error["instance"]


def leaves(value, name=""):
    if isinstance(value, dict):
        for key, member in value.items():
            yield from leaves(member, key)
    elif isinstance(value, list):
        for member in value:
            yield from leaves(member, name)
    else:
        yield name, value


@check
def a_token_by_credentials_in_the_body_has_the_type_and_scope_that_were_asked_for(hub, own):
    for scope in ("user:self", "user:any", "user:other"):
        token = hub.session(scope).token  # oauthlib itself refuses another scope
        assert token["token_type"] == "Bearer", token["token_type"]
        assert token["scope"] == [scope], token["scope"]
        assert type(token["expires_in"]) is int and token["expires_in"] > 0


@check
def a_token_by_http_basic_and_a_form_with_a_charset(hub, own):
    form = {"grant_type": "client_credentials", "scope": "user:self"}
    kind = {"content-type": "application/x-www-form-urlencoded;charset=UTF-8"}
    answer = requests.post(hub.token_url, form, auth=CLIENT, headers=kind)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/json")
    assert answer.json()["token_type"] == "Bearer" and answer.json()["scope"] == "user:self"


@check
def a_wrong_secret_is_an_oauth_error(hub, own):
    form = {"grant_type": "client_credentials", "scope": "user:self", "client_id": CLIENT[0], "client_secret": "fel"}
    answer = requests.post(hub.token_url, form)
    assert answer.status_code in (400, 401) and answer.json()["error"] == "invalid_client", answer.text


@check
def answers_are_exactly_application_json(hub, own):
    who = hub.session("user:any")
    for version in VERSIONS:
        for path, tredjeman in (("/sok/behorigheter", AT), ("/sok/fullmakter", [AT])):
            asked = {"tredjeman": tredjeman, "fullmaktshavare": BERI}
            kind = hub.ask(who, path, asked, version).headers["content-type"]
            assert kind == "application/json", kind


@check
def an_error_is_exactly_application_json_and_has_what_the_clients_read(hub, own):
    refused(hub.ask(hub.session("user:any"), "/sok/fullmakter", {}), 400, "sokning.havare_givare.saknas")


@check
def the_request_id_comes_back_in_header_and_error(hub, own):
    number = str(uuid.uuid4())
    answer = hub.ask(hub.session("user:any"), "/sok/fullmakter", {}, **{"x-request-id": number})
    assert answer.headers["x-request-id"] == number and answer.json()["requestId"] == number, answer.text


@check
def the_scope_says_whether_an_id_token_is_sent(hub, own):
    body = {"tredjeman": AT, "fullmaktshavare": BERI}
    for scope, token in (("user:any", own.token()), ("user:self", None), ("user:other", None)):
        answer = hub.ask(hub.session(scope), "/sok/behorigheter", body, token=token)
        assert answer.status_code in (400, 401, 403), (scope, answer.status_code)
        refused(answer, answer.status_code, answer.json()["instance"])


@check
def an_id_token_under_a_key_published_with_base64url_x5c_of_an_expired_certificate(hub, own):
    hub.contexts(hub.session("user:self"), token=own.token())


@check
def an_id_token_without_kid(hub, own):
    hub.contexts(hub.session("user:self"), token=own.token(without=["kid"]))


@check
def an_id_token_without_exp(hub, own):
    hub.contexts(hub.session("user:self"), token=own.token(without=["exp"]))


@check
def an_id_token_with_more_in_its_header_and_by_other_digests(hub, own):
    who = hub.session("user:self")
    hub.contexts(who, token=own.token(header={"typ": "JWT", "x5t": "AAAA", "x5u": "https://nyckel.example/å"}))
    for alg in ("RS384", "RS512"):
        hub.contexts(who, token=own.token(alg=alg))


@check
def an_id_token_with_several_audiences_and_azp(hub, own):
    hub.contexts(hub.session("user:self"), token=own.token({"aud": ["mina-ombud", "annan"], "azp": "mina-ombud"}))


@check
def a_case_handler_who_is_no_party_asks_with_user_other(hub, own):
    token = own.token({"preferred_username": "casey", NUMBER: "200001152388"})
    hub.contexts(hub.session("user:other"), token=token)
    body = {"tredjeman": AT, "fullmaktshavare": BERI}
    answer = hub.ask(hub.session("user:self"), "/sok/behorigheter", body, token=token)
    refused(answer, 403, "anvandare.obehorig")


@check
def an_id_token_that_is_expired_or_of_another_or_forged_is_refused(hub, own):
    body, who, now = {"tredjeman": AT, "fullmaktshavare": BERI}, hub.session("user:self"), int(time.time())
    bad = (
        own.token({"iat": now - 7200, "exp": now - 3600}),
        own.token({"iss": "https://annan.example"}),
        own.token({"aud": "annan"}),
        own.token(private=rsa.generate_private_key(65537, 2048)),
        own.token(without=["sub"]),
    )
    for at, token in enumerate(bad):
        answer = hub.ask(who, "/sok/behorigheter", body, token=token)
        assert answer.status_code in (400, 401, 403), (at, answer.status_code)


@check
def a_context_verifies_by_the_formula_of_the_contract_in_both_versions(hub, own):
    who = hub.session("user:any")
    for version in VERSIONS:
        for context in hub.contexts(who, version):
            assert verifies(context, hub.key_set(version)), context


@check
def a_context_does_not_verify_by_the_readmes_formula_nor_with_a_byte_changed(hub, own):
    context, keys = hub.contexts(hub.session("user:any"))[0], hub.key_set()
    assert not verifies(context, keys, canonical(context))
    assert not verifies({**context, "fullmaktsgivarroll": "PRIVAX"}, keys)
    assert not verifies({**context, "extra": "å"}, keys)


@check
def a_whole_mandate_verifies_in_both_versions(hub, own):
    who = hub.session("user:any")
    for version in VERSIONS:
        for mandate in hub.mandates(who, version):
            assert verifies(mandate, hub.key_set(version)), mandate["fullmakt"]["id"]


@check
def nothing_that_is_signed_or_listed_is_null_and_times_days_and_ids_are_as_java_writes_them(hub, own):
    who = hub.session("user:any")
    instant = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d*[1-9])?(Z|[+-](?!00:00)\d\d:\d\d)")
    day, number = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
    forms = {"tidpunkt": instant, "skapadTidpunkt": instant, "registreringstidpunkt": instant, "mall": number}
    forms.update(svarstidpunkt=instant, giltigFrom=day, giltigTom=day)
    for version in VERSIONS:
        for signed in hub.contexts(who, version) + hub.mandates(who, version):
            for name, value in leaves(signed):
                assert value is not None, name
                assert name not in forms or forms[name].fullmatch(value), (name, value)
            assert number.fullmatch(signed.get("fullmakt", {}).get("id", str(uuid.uuid4())))


@check
def a_context_is_younger_than_two_minutes(hub, own):
    for context in hub.contexts(hub.session("user:any")):
        age = time.time() - datetime.fromisoformat(context["tidpunkt"].replace("Z", "+00:00")).timestamp()
        assert -5 < age < 120, age


@check
def the_key_set_needs_no_token_and_each_key_has_what_the_clients_need(hub, own):
    answer = hub.jwks()
    assert answer.headers["content-type"] in ("application/json", "application/jwk-set+json")
    for key in answer.json()["keys"]:
        assert key["kty"] == "RSA" and key["kid"] and key["use"] == "sig", key
        certificate = x509.load_der_x509_certificate(base64.b64decode(key["x5c"][0], validate=True))
        numbers = certificate.public_key().public_numbers()
        assert numbers.n == int.from_bytes(decode(key["n"]), "big") and numbers.n.bit_length() >= 2048
        assert key["x5t#S256"] == encode(certificate.fingerprint(hashes.SHA256()))
        assert certificate.not_valid_after > datetime.utcnow(), "Java leaves keys out whose certificate has expired"


@check
def a_list_is_asked_as_the_published_command_asks_it(hub, own):
    who = hub.session("user:any")
    for tredjeman in (AT, [AT]):  # the contract's examples write a text where the schema has a list
        answer = hub.ask(who, "/sok/fullmakter", {"tredjeman": tredjeman, "fullmaktshavare": BERI, "aterkallad": False})
        page = answer.json()["page"]
        assert answer.status_code == 200 and answer.json()["fullmakter"], answer.text
        assert (page["size"], page["number"]) == (20, 0), page


@check
def null_and_missing_are_told_apart(hub, own):
    who, asked = hub.session("user:any"), {"tredjeman": [AT], "fullmaktshavare": BERI}
    everything = hub.ask(who, "/sok/fullmakter", asked).json()["page"]["totalElements"]
    endless = hub.ask(who, "/sok/fullmakter", {**asked, "giltigTom": None}).json()["fullmakter"]
    roots = hub.ask(who, "/sok/fullmakter", {**asked, "ursprung": None}).json()["page"]["totalElements"]
    assert everything > 0 and all("giltigTom" not in row for row in endless) and roots == everything
    assert hub.ask(who, "/sok/fullmakter", {**asked, "status": None}).status_code == 400


@check
def the_sandbox_makes_id_tokens_by_number_by_words_and_by_claims(hub, own):
    claims = {NUMBER: BERI["id"], "name": "Beri Ylles", "sub": str(uuid.uuid4())}
    forms = (
        {"data": BERI["id"], "headers": {"content-type": "text/plain"}},
        {"data": f"{BERI['id']},pnr,Beri,Ylles", "headers": {"content-type": "text/plain"}},
        {"json": claims},
    )
    for form in forms:
        answer = requests.post(f"{hub.url}/sample/user", **form)
        assert answer.headers["content-type"] == "application/jose", answer.headers["content-type"]
        hub.contexts(hub.session("user:self"), token=answer.text)


@check
def a_new_key_of_the_client_is_fetched_when_its_kid_is_unknown(hub, own):
    who, body = hub.session("user:self"), {"tredjeman": AT, "fullmaktshavare": BERI}
    own.turn("nyckel-2")
    for _ in range(30):  # an unknown kid makes the hub ask at most every ten seconds
        answer = hub.ask(who, "/sok/behorigheter", body, token=own.token())
        if answer.status_code == 200:
            return
        time.sleep(0.5)
    raise AssertionError(answer.text)


def turned_key(hub, own):
    """The relying party's key was changed: what it signed before still verifies, and so does what it signs now."""
    with open(FILE, encoding="utf-8") as kept:
        before = json.load(kept)
    kid = lambda signed: json.loads(decode(signed["_sig"]["protected"]))["kid"]
    who = hub.session("user:any")
    for _ in range(40):
        now = hub.contexts(who)[0]
        if kid(now) != kid(before):
            break
        time.sleep(0.5)
    keys = hub.key_set()
    assert kid(now) != kid(before), "no new key after twenty seconds"
    assert verifies(before, keys) and verifies(now, keys)
    assert {kid(now), kid(before)} <= set(keys)


def main():
    hub = Hub(HUB)
    own = OwnKeys(ISSUER, int(JWKS_PORT)) if STAGE == "begin" else None
    for function in CHECKS if STAGE == "begin" else [turned_key]:
        fault = None
        try:
            function(hub, own)
        except Exception:
            fault = traceback.format_exc(limit=-2)
        print(json.dumps({"name": function.__name__.replace("_", " "), "fault": fault}), flush=True)
    if STAGE == "begin":
        with open(FILE, "w", encoding="utf-8") as kept:
            json.dump(hub.contexts(hub.session("user:any"))[0], kept)


main()
