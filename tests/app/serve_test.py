"""`borough serve` at its doors: what it takes, what it answers, and what it refuses."""

import concurrent.futures
import hashlib
import hmac
import json
import random
import time

from live_support import LiveTest, environment, feed_table, iso, message, ticket
from support import main, read_png, run

HOUR = 3600


class Ingest(LiveTest):
    def test_what_is_taken_and_refused(self):
        server = self.serve(self.district(feed_table("hotline") + feed_table("guarded", secret="env:GUARD")), env=environment(GUARD="s3cret"))
        self.assertEqual(server.post("hotline", ticket("a")), 202)
        self.assertEqual(server.post("hotline", ticket("b") + "\n" + ticket("c")), 202)
        self.assertEqual(server.post("nobody", ticket("x")), 404)
        self.assertEqual(server.post("", ticket("x")), 404)
        self.assertEqual(server.ask("GET", "/ingest/hotline")[0], 405)
        self.assertEqual(server.ask("GET", "/elsewhere")[0], 404)
        self.assertEqual(server.post("hotline", b"x" * (1 << 20)), 202)  # a message of the largest size; a bad one
        self.assertEqual(server.post("hotline", b"x" * ((1 << 20) + 1)), 413)
        self.assertEqual(server.post("hotline", ticket("x"), {"Origin": "http://evil.example"}), 403)
        self.assertEqual(server.post("hotline", ticket("x"), {"Host": "evil.example"}), 403)
        body = ticket("signed")
        sign = lambda key: "sha256=" + hmac.new(key, body.encode(), hashlib.sha256).hexdigest()
        for headers, status in ((None, 401), ({"Authorization": "Bearer wrong"}, 401), ({"X-Signature": sign(b"wrong")}, 401),
                                ({"X-Signature": sign(b"s3cret")}, 202), ({"Authorization": "Bearer s3cret"}, 202)):
            with self.subTest(headers=headers):
                self.assertEqual(server.post("guarded", body, headers), status)
        self.assertEqual(server.settled("hotline", 3)["bad"], 1)
        self.assertEqual(server.settled("guarded", 2)["duplicates"], 1)
        self.assertEqual(server.ids(), ["a", "b", "c", "signed"])
        status, seconds = server.stop()
        self.assertEqual((status, server.errors), (0, ""))
        self.assertLess(seconds, 3)

    def test_bad_messages_stop_nothing(self):
        nameless = json.dumps({"type": "ticket.upsert", "time": "2026-11-01T00:00:00Z", "data": {"status": "NEW"}})
        bad = [("{", "not-json"), ("no", "not-json"), ('{"a":1}}', "not-json"), (b'{"id":"\xff\xfe"}', "bad-utf8"), ("[" * 99_999, "not-json"),
               ("[" * 70 + "]" * 70, "too-deep"), ('{"a":' * 65 + "1" + "}" * 65, "too-deep"), ('{"type":"ticket.upsert","data":{"id":"q","id":"r"}}', "duplicate-key"),
               (ticket("n").replace("114.0303", "1e999"), "bad-number"), (ticket("n").replace("114.0303", "9" * 400), "bad-number"), (nameless, "no-id"),
               (json.dumps({"type": "ticket.upsert", "data": {"id": "t"}}), "no-time"), (message("nonsense", {"id": "u"}), "unknown-type"), (b"\0" * 64, "not-json")]
        odd = [ticket("odd-state", status="WONDERING"), ticket("odd-place", lon="NaN"), ticket("odd-nul", title="a\0b"), ticket("odd-future", when=time.time() + 9 * HOUR),
               ticket("odd-big", title="x" * 900_000)]
        server = self.serve(self.district(feed_table("hotline")))
        bodies = [body for body, _ in bad] + odd
        for i, body in enumerate(bodies):
            self.assertEqual((server.post("hotline", body), server.post("hotline", ticket(f"good-{i:02}"))), (202, 202))
        health = server.settled("hotline", 2 * len(bodies))
        self.assertEqual((health["bad"], health["state"]), (len(bad), "live"))
        self.assertEqual(server.ids(), [f"good-{i:02}" for i in range(len(bodies))] + ["odd-big", "odd-future", "odd-nul", "odd-place", "odd-state"])
        kept = self.journal("select code, reason, body from quarantine order by seq")
        self.assertEqual([code for code, _, _ in kept], [code for _, code in bad])
        for (body, _), (_, reason, stored) in zip(bad, kept):
            self.assertTrue(reason)
            self.assertEqual(stored, (body if isinstance(body, bytes) else body.encode())[:65536])

    def test_a_ticket_that_only_waits_for_its_visit_is_not_open(self):
        server = self.serve(self.district(feed_table("hotline")))
        closed = iso(time.time() - HOUR)
        for body in (ticket("handled", status="HANDLING"), ticket("replied", status="VISIT"), ticket("closed", status="VISIT", close_time=closed)):
            server.post("hotline", body)
        server.settled("hotline", 3)
        self.assertEqual({t["id"]: t["open"] for t in server.items("tickets")}, {"handled": True, "replied": True, "closed": False})

    def test_the_same_message_a_thousand_times_and_a_burst(self):
        server = self.serve(self.district(feed_table("hotline") + feed_table("burst")))
        same = ticket("same")
        self.assertEqual(set(server.post_all("hotline", [same] * 1000)), {202})
        health = server.settled("hotline", 1000)
        self.assertEqual((health["reports"], health["duplicates"], server.ids()), (1, 999, ["same"]))
        bodies = [ticket(f"T-{i:05}") for i in range(5000)]
        random.Random(1).shuffle(bodies)
        begun = time.monotonic()
        self.assertEqual(set(server.post_all("burst", bodies, threads=40)), {202})  # more at once than cpp-httplib lets wait
        posted = time.monotonic() - begun
        health = server.settled("burst", 5000)
        self.say(f"5,000 posts in {posted:.1f} s, in the state {time.monotonic() - begun - posted:.1f} s later")
        self.assertEqual((health["reports"], health["bad"], health["dropped"]), (5000, 0, 0))
        self.assertEqual(server.ids(), [*(f"T-{i:05}" for i in range(5000)), "same"])


class Answers(LiveTest):
    def sample(self):
        run("sample", self.folder / "s", "--buildings", 200)
        return self.folder / "s" / "district.toml"

    def test_state_health_metrics_and_pictures(self):
        server = self.serve(self.sample(), pictures=True)
        moment = {"at": "2026-10-31T12:00:00+08:00"}
        for layer in ("tickets", "events", "cameras", "devices", "drones", "population", "indicators"):
            with self.subTest(layer=layer):
                page = server.get("/state", layer=layer, **moment)
                self.assertEqual((page["layer"], page["time"][:19]), (layer, "2026-10-31T12:00:00"))
                self.assertGreater(page["total"], 0)
                self.assertEqual(len(page["items"]), min(page["total"], 1000))
                self.origins(server, layer, page["items"])
        self.pages(server, moment)
        self.bounds(server, moment)
        self.two_times(server)
        self.suppressed(server, moment)
        self.metrics(server)
        self.nonsense(server)
        self.pictures(server, moment)

    def origins(self, server, layer, items):
        """Event time, known time and feed of what is in the journal under the same feed."""
        known = {f["id"] for f in server.get("/health")["feeds"]}
        self.assertTrue({i["feed"] for i in items} <= known, {i["feed"] for i in items} - known)
        for item in items:
            self.assertLessEqual(item["time"], "2026-10-31T12:00:00+08:00")
            self.assertGreaterEqual(item["known_time"], item["time"])
        self.assertGreater(len({i["time"] for i in items}), 1 if layer in ("tickets", "events", "devices") else 0)

    def pages(self, server, moment):
        whole = server.items("tickets", **moment)
        pages, offset = [], 0
        while offset is not None:
            page = server.get("/state", layer="tickets", offset=offset, limit=70, **moment)
            pages, offset = pages + page["items"], page["next"]
        self.assertGreater(len(whole), 140)
        self.assertEqual(pages, whole)
        self.assertEqual(server.get("/state", layer="tickets", offset=10**6, **moment)["items"], [])

    def bounds(self, server, moment):
        box = (114.030, 22.612, 114.036, 22.616)
        inside = lambda t: "lon" in t and box[0] <= t["lon"] <= box[2] and box[1] <= t["lat"] <= box[3]
        expected = [t["id"] for t in server.items("tickets", **moment) if inside(t)]
        found = [t["id"] for t in server.items("tickets", bbox=",".join(map(str, box)), **moment)]
        self.assertGreater(len(found), 3)
        self.assertEqual(found, expected)

    def two_times(self, server):
        """The newest of the reports that came more than ten minutes late changes what had happened, but only once it was known."""
        late = """select event_ms, known_ms, key from record join thing on thing.id = thing join feed on number = record.feed
                  where feed.id = 'hotline' and record.known_ms - record.event_ms > 600000 order by record.event_ms desc limit 1"""
        (happened, known, name), = self.journal(late, "s/live/journal.db")
        at = iso(happened // 1000 + 1)
        then, before, after = (server.items("tickets", at=at, known_at=k) for k in (at, iso(known // 1000 - 1), iso(known // 1000 + 1)))
        one = lambda items: [t for t in items if t["id"] == name]
        self.assertNotEqual(one(before), one(after))
        self.assertEqual(one(then), one(before))
        self.assertEqual(one(after), one(server.items("tickets", at=at)))

    def suppressed(self, server, moment):
        cells = server.items("population", **moment)
        hidden = [c for c in cells if c.get("hidden") or c["count"] is None]
        self.assertGreater(len(hidden), 0)
        self.assertTrue(all(c["count"] is None and "households" not in c and "age_60" not in c for c in hidden), hidden[:1])
        self.assertTrue(all(c["count"] == 0 or c["count"] >= 3 for c in cells if c["count"] is not None))

    def metrics(self, server):
        status, headers, body = server.ask("GET", "/metrics")
        self.assertEqual((status, headers["Content-Type"]), (200, "text/plain; version=0.0.4"))
        families, values = {}, {}
        for line in body.decode().splitlines():
            if line.startswith("# TYPE "):
                _, _, name, kind = line.split()
                families[name] = kind
            elif not line.startswith("#"):
                name, value = line.rsplit(" ", 1)
                self.assertIn(name.split("{")[0], families)
                values[name] = float(value)
        feeds = {f["id"] for f in server.get("/health")["feeds"]}
        self.assertEqual({n.split('"')[1] for n in values if n.startswith("borough_feed_up{")}, feeds)
        self.assertEqual(len(feeds), 8)
        self.assertEqual(values['borough_feed_stale{feed="environment"}'], 1)
        self.assertEqual((values["borough_journal_troubles"], values["borough_pictures_total"]), (0, 0))
        self.assertGreater(values["borough_memory_bytes"], 1e6)

    def nonsense(self, server):
        for path, query in (("/state", {}), ("/state", {"layer": "gossip"}), ("/state", {"layer": "tickets", "limit": "-1"}), ("/state", {"layer": "tickets", "offset": "many"}),
                            ("/state", {"layer": "tickets", "bbox": "1,2,3"}), ("/state", {"layer": "tickets", "bbox": "3,2,1,4"}), ("/state", {"layer": "tickets", "bbox": "nan,0,1,1"}),
                            ("/state", {"layer": "tickets", "at": "yesterday"}), ("/state", {"layer": "tickets", "known_at": "2026-13-01"}), ("/shot.png", {"size": "big"}),
                            ("/shot.png", {"size": "9000x9000"}), ("/shot.png", {"view": "moon"}), ("/shot.png", {"style": "pink"}), ("/shot.png", {"live": "gossip"}),
                            ("/shot.png", {"camera": "orbit:1,2"}), ("/shot.png", {"at": "noon"})):
            with self.subTest(path=path, query=query):
                status, _, body = server.ask("GET", path, **query)
                self.assertEqual((status, bool(json.loads(body)["error"])), (400, True))

    def pictures(self, server, moment):
        seconds = []
        for query in ({"live": "tickets", **moment}, {"live": "tickets", **moment}, {"view": "overview"}):
            begun = time.monotonic()
            status, headers, body = server.ask("GET", "/shot.png", size="640x360", **query)
            seconds.append(time.monotonic() - begun)
            self.assertEqual((status, headers["Content-Type"]), (200, "image/png"))
            self.assertEqual(read_png(self.write(f"{len(seconds)}.png", body))[:2], (640, 360))
        self.assertEqual((self.folder / "1.png").read_bytes(), (self.folder / "2.png").read_bytes())
        self.assertNotEqual((self.folder / "1.png").read_bytes(), (self.folder / "3.png").read_bytes())
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            crowd = [pool.submit(server.ask, "GET", "/shot.png", size="640x360", live="tickets", **moment) for _ in range(8)]
            self.assertEqual(server.ask("GET", "/health")[0], 200)
            replies = [reply.result() for reply in crowd]
        self.assertEqual({status for status, _, _ in replies}, {200, 503})  # the fifth to wait is told to come again
        self.assertTrue(all("Retry-After" in headers for status, headers, _ in replies if status == 503))
        self.say("pictures of 640x360 in " + ", ".join(f"{s:.2f}" for s in seconds) + " s")

    def test_confidential_tickets_have_no_place(self):
        server = self.serve(self.district(feed_table("hotline")))
        where = {"addr_text": "某街1号", "addr_code": "440309001", "building_id": "B-4"}
        server.post("hotline", ticket("open", accept_time=iso(time.time() - HOUR), repeat_of="secret", **where) + "\n" + ticket("secret", secret=True, title="某事", repeat_of="open", **where))
        server.settled("hotline", 1)
        seen = {t["id"]: t for t in server.items("tickets")}
        self.assertEqual(sorted(seen), ["open", "secret"])
        for field in ("lon", "lat", "due_time", *where):
            self.assertIn(field, seen["open"])
        self.assertNotIn("repeat_of", seen["open"])
        for field in ("lon", "lat", "title", "repeat_of", *where):
            self.assertNotIn(field, seen["secret"])
        self.assertEqual(server.ids(bbox="114.03,22.61,114.04,22.62"), ["open"])


class Judged(LiveTest):
    def test_indicators_say_their_denominators(self):
        server = self.serve(self.district(feed_table("hotline")))
        hour, now = HOUR, time.time()
        lines = [ticket("a", now - hour, accept_time=iso(now - 3 * hour), close_time=iso(now - hour), due_time=iso(now + hour), status="CLOSED"),
                 ticket("b", now - hour, accept_time=iso(now - 3 * hour), close_time=iso(now - hour), due_time=iso(now - 2 * hour), status="CLOSED"),
                 ticket("c", now - hour, accept_time=iso(now - 3 * hour), due_time=iso(now - hour), status="HANDLING"),
                 ticket("d", now - hour, accept_time=iso(now - 3 * hour), due_time=iso(now + hour), status="CANCELLED")]
        server.post("hotline", "\n".join(lines))
        server.settled("hotline", 1)
        said = server.get("/indicators")
        self.assertEqual(said["accepted"], 3)
        self.assertEqual((said["closed"]["part"], said["closed"]["of"]), (2, 3))
        self.assertEqual((said["closed_in_time"]["part"], said["closed_in_time"]["of"]), (1, 3))
        self.assertEqual((said["overdue"]["part"], said["overdue"]["of"]), (2, 3))
        self.assertIn("wilson95", said["closed"])
        self.assertIsNone(said["satisfied"]["value"])
        self.assertEqual(server.ask("GET", "/indicators", days=31)[0], 400)

    def test_what_was_refused_is_listed_without_its_words(self):
        server = self.serve(self.district(feed_table("hotline")))
        server.post("hotline", "no json, and a telephone 13812345678")
        server.settled("hotline", 1)
        refused = server.get("/quarantine")["refused"]
        self.assertEqual([(r["feed"], r["code"]) for r in refused], [("hotline", "not-json")])
        self.assertNotIn("13812345678", json.dumps(refused))


class Door(LiveTest):
    def test_only_this_machine_unless_there_is_a_token(self):
        district = self.district(feed_table("hotline"))
        for address in ("0.0.0.0:0", "[::]:0"):
            self.assert_fails(run("serve", district, "--pictures", "off", "--listen", address, timeout=20), 1, "needs a secret")
        self.assert_fails(run("serve", district, "--listen", "here"), 2, "here")
        self.assert_fails(run("serve", self.town, "--pictures", "off"), 1, "no feeds")
        self.assert_fails(run("serve", district, "--token", "plain"), 2, "env:NAME")
        self.assert_fails(run("serve", district, "--token", "env:NOT_THERE"), 1, "NOT_THERE")
        server = self.serve(district, "--token", "env:TOKEN", env=environment(TOKEN="open sesame"))
        self.assertTrue(server.url.startswith("http://127.0.0.1:"))
        other = self.district(feed_table("hotline"), '[live]\njournal = "other.db"\n', "other.toml")
        self.assert_fails(run("serve", other, "--pictures", "off", "--listen", f"127.0.0.1:{server.port}"), 1, str(server.port), "cannot listen")
        for path in ("/health", "/state?layer=tickets", "/metrics", "/shot.png"):
            self.assertEqual(server.ask("GET", path)[0], 401)
        self.assertEqual(server.ask("GET", "/health", headers={"Authorization": "Bearer open sesame"})[0], 200)
        self.assertEqual(server.post("hotline", ticket("a")), 401)
        self.assertEqual(server.post("hotline", ticket("a"), {"Authorization": "Bearer open sesame"}), 202)


if __name__ == "__main__":
    main()
