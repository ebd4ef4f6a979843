"""`borough serve` on real brokers and databases that go away and come back, and `borough replay` to them."""

import json
import shutil
import threading
import time
import unittest

from brokers_support import Mosquitto, Postgres, Publisher, postgres_programs
from live_support import LiveTest, feed_table, message, ticket, until
from support import main, run


class WithMosquitto(LiveTest):
    def setUp(self):
        super().setUp()
        if not Mosquitto.PROGRAM:
            self.leave_out("mosquitto is not installed")
        self.broker = Mosquitto(self, saves_each_change="broker_that_is_killed" in self.id())

    def state(self, server, name="hotline"):
        return server.feed(name)["state"]

    def test_a_broker_that_is_killed_and_comes_back(self):
        district = self.district(feed_table("hotline", self.broker.url("city/+/tickets"), stale_after="2 s"))
        server = self.serve(district)
        self.assertTrue(until(lambda: self.state(server) == "stale"))  # connected, nothing yet
        self.publish_through(range(0, 400))
        self.assertEqual(server.settled("hotline", 400)["state"], "live")
        self.broker.end()
        self.assertTrue(until(lambda: self.state(server) == "down"))
        health = server.feed("hotline")
        self.assertTrue(health["reason"])
        self.broker.start()
        begun = time.monotonic()
        self.assertTrue(until(lambda: self.state(server) == "stale"), server.feed("hotline"))
        self.say(f"subscribed again {time.monotonic() - begun:.1f} s after the broker was back")
        self.publish_through(range(400, 800), dies_at=600)
        self.assertTrue(until(lambda: len(server.ids()) == 800, 30), len(server.ids()))
        self.assertEqual(server.ids(), [f"T-{i:04}" for i in range(800)])
        health = server.feed("hotline")
        self.assertEqual((health["state"], health["bad"], health["dropped"]), ("live", 0, 0))
        self.say(f"800 tickets through two deaths of the broker, {health['duplicates']} twice")

    def publish_through(self, numbers, dies_at=None):
        """Each until the broker has taken it, also where it dies on the way. mosquitto saves what it took a moment after it said so: a sender that
        must lose nothing sends the last ones again, as here."""
        publisher, numbers = None, list(numbers)
        while numbers:
            if numbers[0] == dies_at:
                dies_at = None
                self.broker.end()
                threading.Timer(0.5, self.broker.start).start()
                numbers = [*range(numbers[0] - 20, numbers[0]), *numbers]
            try:
                publisher = publisher or Publisher(self.broker.port)
                publisher.publish(f"city/{numbers[0] % 3}/tickets", ticket(f"T-{numbers[0]:04}", when=1793462400))
                numbers.pop(0)
            except OSError:
                publisher = publisher and publisher.close()
                time.sleep(0.05)
        publisher.close()

    def test_killed_while_messages_come(self):
        district = self.district(feed_table("hotline", self.broker.url("tickets")))
        server = self.serve(district)
        self.assertTrue(until(lambda: self.state(server) == "stale"))
        sender = threading.Thread(target=self.publish, args=(range(2600),))
        sender.start()
        self.assertTrue(until(lambda: server.feed("hotline")["received"] > 50, every=0.001))
        server.kill()
        sender.join()
        again = self.serve(district)
        self.assertTrue(until(lambda: len(again.ids()) == 2600), len(again.ids()))
        health = again.feed("hotline")
        self.say(f"2,600 tickets, {health['duplicates']} of them twice")
        status, seconds = again.stop()
        self.assertEqual(status, 0)
        self.say(f"ended in {seconds:.2f} s")
        self.assertLess(seconds, 2)

    def publish(self, numbers):
        with Publisher(self.broker.port) as publisher:
            for i in numbers:
                publisher.publish("tickets", ticket(f"T-{i:04}"))

    def test_from_publish_to_state_at_200_a_second(self):
        server = self.serve(self.district(feed_table("levels", self.broker.url("levels"))))
        self.assertTrue(until(lambda: self.state(server, "levels") == "stale"))
        sent, seen, count = {}, {}, 1200
        self.assertTrue(until(lambda: self.warm(server)))

        def watch():
            last = 0
            while last < count and time.monotonic() < begun + 30:
                time.sleep(0.002)  # else the looking itself would take a core
                items = server.get("/state", layer="devices")["items"]
                now, value = time.monotonic(), int(items[0]["value"])
                for i in range(last + 1, value + 1):
                    seen[i] = now
                last = max(last, value)
        begun = time.monotonic()
        watcher = threading.Thread(target=watch)
        watcher.start()
        with Publisher(self.broker.port) as publisher:
            for i in range(1, count + 1):
                time.sleep(max(0, begun + i / 200 - time.monotonic()))
                sent[i] = time.monotonic()
                publisher.publish("levels", self.level(i))
        watcher.join()
        self.assertEqual(len(seen), count)
        waits = sorted(seen[i] - sent[i] for i in sent)
        self.say("MQTT publish to GET /state at 200/s: " + ", ".join(f"p{p} {1000 * waits[int(count * p / 100) - 1]:.0f} ms" for p in (50, 99, 100)))
        self.assertLess(waits[count // 2], 1)

    def level(self, value):
        return message("device.status", {"id": "WL-1", "type": "water_level", "value": value, "seq": value, "lon": 114.0303, "lat": 22.6103})

    def warm(self, server):
        with Publisher(self.broker.port) as publisher:
            publisher.publish("levels", self.level(0))
        return server.get("/state", layer="devices")["items"]

    def test_replay(self):
        lines = [ticket(f"R-{i:04}", when=1793462400 + i // 20) for i in range(3000)]
        recording = self.write("day.ndjson", "\n".join(lines).replace('"source": "/test"', '"source": "/hotline"') + "\n")
        (self.folder / "in.ndjson").touch()
        server = self.serve(self.district(feed_table("a", "file:in.ndjson") + feed_table("hotline") + feed_table("c", self.broker.url("hotline"))))
        self.assertTrue(until(lambda: self.state(server, "c") != "down"))
        for feed, to in (("a", f"file:{self.folder}/in.ndjson"), ("hotline", server.url + "/ingest/{feed}"), ("c", self.broker.url("{feed}"))):
            begun = time.monotonic()
            result = self.assert_done(run("replay", recording, "--to", to, "--speed", "0", "--json"))
            seconds = time.monotonic() - begun
            self.assertEqual(json.loads(result.stdout)["messages"], 3000)
            health = server.settled(feed, 3000)
            self.say(f"replay to {to.split(':')[0]}: 3,000 in {seconds:.2f} s")
            self.assertEqual((health["received"], health["bad"], health["dropped"]), (3000, 0, 0))
        self.assertEqual(server.ids(), [f"R-{i:04}" for i in range(3000)])
        begun = time.time()
        self.assert_done(run("replay", recording, "--to", server.url + "/ingest/{feed}", "--speed", "0", "--now"))
        server.settled("hotline", 6000)
        (count, first, last), = self.journal("select count(*), min(event_ms), max(event_ms) from record where event_ms > 1793470000000")
        self.assertEqual(count, 3000)
        self.assertTrue(begun - 1 < first / 1000 <= last / 1000 < time.time() + 1, (begun, first, last))
        self.assert_fails(run("replay", recording, "--to", server.url + "/ingest/nobody", "--speed", "0"), 1, "404")
        self.journal_replay(server)

    def journal_replay(self, server):
        """The journal itself can be played, all that was received in the order it was."""
        server.stop()
        result = self.assert_done(run("replay", self.folder / "live/journal.db", "--to", f"file:{self.folder}/out.ndjson", "--speed", "0", "--feed", "c", "--json"))
        self.assertEqual(json.loads(result.stdout)["messages"], 3000)
        self.assertEqual(len((self.folder / "out.ndjson").read_text().splitlines()), 3000)


class SampleDay(LiveTest):
    def places(self, server, began):
        return {t["id"]: (t.get("lon"), t.get("lat")) for t in server.items("tickets") if t["id"] in began}

    def test_the_day_after_the_samples_year(self):
        """As it was and as of now: the same things at the same places (the hotline's are gcj02)."""
        self.assert_done(run("sample", self.folder / "s", "--buildings", 200))
        tail, counts, tickets = self.folder / "s/live/tail.ndjson", {}, {}
        for line in tail.read_text().splitlines():
            one = json.loads(line)
            counts[one["feed"]] = counts.get(one["feed"], 0) + 1
            if one["feed"] == "hotline":
                tickets[one["data"]["id"]] = one["data"]
        total, places = sum(counts.values()), {}
        district = self.district("".join(feed_table(name, f"file:{name}.ndjson", coordinates="gcj02" if name == "hotline" else "wgs84") for name in counts))
        for how in ([], ["--now"]):
            for name in counts:
                (self.folder / f"{name}.ndjson").write_text("")
            shutil.rmtree(self.folder / "live", ignore_errors=True)
            server = self.serve(district)
            result = self.assert_done(run("replay", tail, "--to", f"file:{self.folder}/{{feed}}.ndjson", "--speed", 0, *how, "--json"))
            self.assertEqual(json.loads(result.stdout)["messages"], total)
            for name, count in counts.items():
                health = server.settled(name, count)
                self.assertEqual((name, health["received"], health["bad"], health["dropped"]), (name, count, 0, 0))
            places[bool(how)] = self.places(server, tickets)
            server.stop()
        self.assertEqual(places[False].keys(), tickets.keys())
        self.assertEqual(places[True], places[False])
        moved = [abs(places[True][i][0] - t["lon"]) for i, t in tickets.items() if places[True][i][0] is not None]
        self.assertGreater(min(moved), 0.003)


@unittest.skipUnless(postgres_programs(), "PostgreSQL is not installed")
class WithPostgres(LiveTest):
    ROWS = "insert into tickets (seq, id, status, upd_time, lon, lat) select i, 'P-' || lpad(i::text, 4, '0'), 'NEW', now(), 114.0303, 22.6103 from generate_series(%d, %d) i;"

    def test_a_database_that_is_killed_and_comes_back(self):
        database = Postgres(self)
        database.execute("create table tickets (seq bigint primary key, id text, status text, upd_time timestamptz, lon float8, lat float8);" + self.ROWS % (1, 300))
        mapping = self.write("rows.toml", 'title = "Rows"\nformat = "json"\n[[record]]\nkind = "ticket"\nsame_names = true\n')
        url = database.url("table=tickets&order=seq&channel=news")
        server = self.serve(self.district(feed_table("rows", url, mapping=mapping.name)))
        self.assertTrue(until(lambda: len(server.ids()) == 300), server.feed("rows"))
        begun = time.monotonic()
        database.execute(self.ROWS % (301, 400) + "notify news;")
        self.assertTrue(until(lambda: len(server.ids()) == 400))
        self.say(f"rows in the state {time.monotonic() - begun:.2f} s after the bell")
        database.stop()
        self.assertTrue(until(lambda: server.feed("rows")["state"] == "down"))
        database.start()
        database.execute(self.ROWS % (401, 700))  # and no bell: what was missed is asked for
        self.assertTrue(until(lambda: len(server.ids()) == 700, 20), server.feed("rows"))
        server.kill()
        database.execute(self.ROWS % (701, 900))
        again = self.serve(self.district(feed_table("rows", url, mapping=mapping.name)))
        self.assertTrue(until(lambda: len(again.ids()) == 900), again.feed("rows"))
        self.assertEqual(again.ids(), [f"P-{i:04}" for i in range(1, 901)])
        self.assertEqual(again.feed("rows")["bad"], 0)


if __name__ == "__main__":
    main()
