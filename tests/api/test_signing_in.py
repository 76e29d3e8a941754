"""Coming in: sessions with their CSRF token, tokens for programs, and limits on trying passwords."""

from datetime import timedelta

import pytest

from tests.api.town import API, PASSWORD, Answer, Town, Visitor, login_of


def sign_in(client: Visitor, login: str = "manager", password: str = PASSWORD) -> Answer:
    return client.post(f"{API}/session", json={"login": login_of(login), "password": password})


@pytest.fixture
def browser(town: Town) -> Visitor:
    """A browser that has signed in."""
    client = town.visitor()
    assert sign_in(client).status_code == 201
    return client


def csrf_of(browser: Visitor) -> dict[str, str]:
    return {"X-CSRF-Token": browser.get(f"{API}/session").json["csrf_token"]}


def test_signing_in_says_who_one_is_and_what_one_may_do(town: Town) -> None:
    answer = sign_in(town.visitor())
    assert (answer.status_code, answer.json["name"], answer.json["roles"]) == (201, "The manager", ["manager"])
    assert "lead casework" in answer.json["rights"]
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("duecourse=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_session_may_read(browser: Visitor) -> None:
    assert browser.get(f"{API}/tasks").status_code == 200


def test_a_write_with_the_cookie_alone_is_refused(browser: Visitor) -> None:
    answer = browser.post(f"{API}/persons", json={"name": "Ada", "date_of_birth": "2015-01-01"})
    assert (answer.status_code, answer.json["type"]) == (403, "/api/v1/problems/not-allowed")
    assert "X-CSRF-Token" in answer.json["detail"]


def test_a_write_with_the_csrf_token_is_carried_out(browser: Visitor) -> None:
    person = {"name": "Ada", "date_of_birth": "2015-01-01"}
    assert browser.post(f"{API}/persons", json=person, headers=csrf_of(browser)).status_code == 201


def test_the_csrf_token_of_somebody_else_is_refused(town: Town, browser: Visitor) -> None:
    other = town.visitor()
    foreign = {"X-CSRF-Token": sign_in(other, "caseworker").json["csrf_token"]}
    answer = browser.post(f"{API}/persons", json={"name": "Ada", "date_of_birth": "2015-01-01"}, headers=foreign)
    assert answer.status_code == 403


def test_who_has_signed_out_is_out(browser: Visitor) -> None:
    kept = browser.get_cookie("duecourse")
    assert kept is not None
    assert browser.delete(f"{API}/session", headers=csrf_of(browser)).status_code == 204
    assert browser.get(f"{API}/session").status_code == 401
    browser.set_cookie("duecourse", kept.value)
    assert browser.get(f"{API}/session").status_code == 401


def test_a_session_ends_by_itself(town: Town, browser: Visitor) -> None:
    town.clock.now += timedelta(hours=13)
    assert browser.get(f"{API}/session").status_code == 401


@pytest.mark.parametrize(("login", "password"), [("manager", "wrong password"), ("nobody", PASSWORD)])
def test_a_wrong_login_and_a_wrong_password_sound_the_same(town: Town, login: str, password: str) -> None:
    answer = sign_in(town.visitor(), login, password)
    assert (answer.status_code, answer.json["type"]) == (401, "/api/v1/problems/sign-in-refused")
    assert answer.json["detail"] == "Expected a login and its password, but they do not belong together"


def test_passwords_cannot_be_tried_by_the_thousand(town: Town) -> None:
    client = town.visitor()
    answers = [sign_in(client, "policy", f"guess number {n}") for n in range(7)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429] * 2
    assert answers[-1].json["type"] == "/api/v1/problems/too-many-attempts"
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_signing_in_often_is_no_attack(town: Town) -> None:
    assert [sign_in(town.visitor()).status_code for _ in range(7)] == [201] * 7


def test_one_login_cannot_be_tried_from_many_addresses(town: Town) -> None:
    codes = []
    for host in range(7):
        client = town.visitor()
        client.environ_base["REMOTE_ADDR"] = f"10.0.0.{host}"
        codes.append(sign_in(client, "auditor", "a wrong guess").status_code)
    assert codes == [401] * 5 + [429] * 2


def test_endless_addresses_of_one_line_count_as_one(town: Town) -> None:
    codes = []
    for number in range(7):
        client = town.visitor()
        client.environ_base["REMOTE_ADDR"] = f"2001:db8:1:2::{number}"
        codes.append(sign_in(client, f"nobody{number}", "a wrong guess").status_code)
    assert codes == [401] * 5 + [429] * 2


def test_nobody_comes_in_without_proof(town: Town) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic dTpw"}, {"Authorization": ""}):
        answer = town.visitor().get(f"{API}/tasks", headers=headers)
        assert (answer.status_code, answer.json["type"]) == (401, "/api/v1/problems/not-signed-in")
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="Due Course"'


def test_who_comes_in_is_asked_before_the_body_is_read(town: Town) -> None:
    answer = town.visitor().post(f"{API}/cases", data="{", content_type="application/json")
    assert answer.status_code == 401


def test_a_program_acts_with_a_token_made_for_it(town: Town) -> None:
    made = town.as_("integrator").post("/tokens", {"name": "School system", "days": 30})
    assert made.status_code == 201
    answer = town.visitor().get(f"{API}/session", headers={"Authorization": f"bearer {made.json['token']}"})
    assert (answer.json["roles"], answer.json["csrf_token"]) == (["integrator"], None)
    listed = town.as_("integrator").get("/tokens").json["items"]
    assert "School system" in {token["name"] for token in listed}
    assert made.json["token"] not in str(listed)


def test_a_revoked_token_opens_nothing(town: Town) -> None:
    made = town.as_("integrator").post("/tokens", {"name": "School system"}).json
    assert town.as_("integrator").delete(f"/tokens/{made['id']}").status_code == 204
    headers = {"Authorization": f"Bearer {made['token']}"}
    assert town.visitor().get(f"{API}/session", headers=headers).status_code == 401


def test_a_token_of_somebody_else_cannot_be_revoked(town: Town) -> None:
    made = town.as_("integrator").post("/tokens", {"name": "School system"}).json
    assert town.manager.delete(f"/tokens/{made['id']}").status_code == 404


def test_a_token_expires(town: Town) -> None:
    made = town.as_("integrator").post("/tokens", {"name": "School system", "days": 1}).json
    town.clock.now += timedelta(days=2)
    headers = {"Authorization": f"Bearer {made['token']}"}
    assert town.visitor().get(f"{API}/session", headers=headers).status_code == 401


def test_a_new_password_ends_every_session_but_this(town: Town, browser: Visitor) -> None:
    other, new = town.visitor(), "another battery horse"
    sign_in(other)
    body = {"old": PASSWORD, "new": new}
    assert browser.put(f"{API}/session/password", json=body, headers=csrf_of(browser)).status_code == 204
    assert browser.get(f"{API}/session").status_code == 200
    assert other.get(f"{API}/session").status_code == 401
    assert sign_in(town.visitor(), password=new).status_code == 201


def test_the_present_password_cannot_be_guessed_by_the_thousand(town: Town) -> None:
    body = {"old": "a wrong guess", "new": "another battery horse"}
    policy = town.as_("policy")
    hosts = [{"REMOTE_ADDR": f"192.0.2.{number}"} for number in range(6)]  # each guess comes from somewhere else
    answers = [policy.request("PUT", "/session/password", json=body, environ_base=host) for host in hosts]
    assert [one.status_code for one in answers] == [403] * 5 + [429]
    assert answers[0].json["type"] == "/api/v1/problems/wrong-password"
    assert answers[0].json["faults"][0]["path"] == "/old"
