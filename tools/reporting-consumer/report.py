#!/usr/bin/env python3
"""A downstream reporting consumer: how many events of each type each unit had, day by day.

An example to start from, complete in what is easily forgotten: it reads every topic from the
beginning, counts a message that comes twice once, sets aside what it does not understand instead of
counting it wrong, tells when Kafka has dropped messages it had not read, and goes on after any crash
where it stopped. It needs Kafka's protocol and JSON, nothing of Taizhang's code.

Counts and places are kept in one SQLite file and move in one transaction. Only headers are read, so
no personal data is kept.
"""

import argparse
import csv
import json
import re
import signal
import sqlite3
import sys
from datetime import datetime, timedelta, timezone

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition

COMPANY_TIME = timezone(timedelta(hours=8))  # a day of the report begins at midnight in China
PAGE = 500
WAIT_S = 1.0

SCHEMA = """
CREATE TABLE IF NOT EXISTS places (
  topic TEXT, part INTEGER, next_offset INTEGER NOT NULL, PRIMARY KEY (topic, part));
CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counts (
  day TEXT, unit TEXT, context TEXT, type TEXT, events INTEGER NOT NULL,
  PRIMARY KEY (day, unit, context, type));
CREATE TABLE IF NOT EXISTS set_aside (
  topic TEXT, part INTEGER, place INTEGER, id TEXT, reason TEXT NOT NULL,
  PRIMARY KEY (topic, part, place));
CREATE TABLE IF NOT EXISTS lost (
  topic TEXT, part INTEGER, from_offset INTEGER, to_offset INTEGER);
"""


class NotUnderstood(Exception):
    """A message that this program must not count."""


def known_versions(contracts):
    """Type to the newest version of its data that is described in docs/reference/asyncapi.json."""
    with open(contracts, encoding="utf-8") as file:
        messages = json.load(file)["components"]["messages"]
    return {name: message["payload"].get("x-version", 1) for name, message in messages.items()}


def read_headers(message, versions):
    """Id, day, unit, context and type of an event. Raises NotUnderstood."""
    headers = {name.lower(): (value or b"").decode() for name, value in message.headers() or []}
    try:
        event_id, event_type = headers["ce_id"], headers["ce_type"]
        version = int(headers["ce_version"])
        at = datetime.fromisoformat(headers["ce_time"].replace("Z", "+00:00"))
        context = headers["ce_source"].rsplit("/", 1)[-1]
    except (KeyError, ValueError) as error:
        raise NotUnderstood(f"not an event of Taizhang: {error}") from error
    if event_type not in versions:
        raise NotUnderstood(f"{event_type} is not in the contracts: fetch a newer asyncapi.json")
    if version > versions[event_type]:
        raise NotUnderstood(f"version {version} of {event_type} is newer than the contracts")
    day = at.astimezone(COMPANY_TIME).date().isoformat()
    return event_id, day, headers.get("ce_unit", ""), context, event_type


def keep(store, message, versions):
    """Has the message's effect on the tables, once. Returns what became of it."""
    place = (message.topic(), message.partition())
    outcome = "counted"
    try:
        event_id, *key = read_headers(message, versions)
        if store.execute("INSERT OR IGNORE INTO seen VALUES (?)", (event_id,)).rowcount == 0:
            outcome = "repeated"
        else:
            store.execute(
                "INSERT INTO counts VALUES (?, ?, ?, ?, 1)"
                " ON CONFLICT DO UPDATE SET events = events + 1",
                key,
            )
        # Set aside by an older run and read again with newer contracts.
        store.execute(
            "DELETE FROM set_aside WHERE topic = ? AND part = ? AND place = ?",
            (*place, message.offset()),
        )
    except NotUnderstood as problem:
        outcome = "set aside"
        event_id = dict(message.headers() or []).get("ce_id", b"").decode(errors="replace")
        store.execute(
            "INSERT OR REPLACE INTO set_aside VALUES (?, ?, ?, ?, ?)",
            (*place, message.offset(), event_id, str(problem)),
        )
    store.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?)", (*place, message.offset() + 1))
    return outcome


def places_to_read(consumer, store, prefix):
    """Every partition of every topic that publishes events, each from where we stopped."""
    name = re.compile(re.escape(prefix) + r"taizhang\.(?!inbound\.)[a-z-]+\.v1")
    topics = consumer.list_topics(timeout=30).topics
    places = []
    for topic in sorted(filter(name.fullmatch, topics)):
        for part in sorted(topics[topic].partitions):
            low, high = consumer.get_watermark_offsets(TopicPartition(topic, part), timeout=30)
            row = store.execute(
                "SELECT next_offset FROM places WHERE topic = ? AND part = ?", (topic, part)
            ).fetchone()
            start = row[0] if row else low
            if start < low or start > high:
                # Retention was shorter than our absence, or the topic is another one.
                print(f"LOST: {topic}/{part}: {start} to {low} is no longer there", file=sys.stderr)
                store.execute("INSERT INTO lost VALUES (?, ?, ?, ?)", (topic, part, start, low))
                start = low
            places.append((TopicPartition(topic, part, start), high))
    store.commit()
    return places


def run(options):
    versions = known_versions(options.contracts)
    store = sqlite3.connect(options.database)
    store.executescript(SCHEMA)
    consumer = Consumer(
        {
            "bootstrap.servers": options.brokers,
            # Partitions are assigned by us and places kept beside the counts: Kafka keeps neither.
            "group.id": "taizhang-report",
            "enable.auto.commit": False,
            "enable.partition.eof": True,
            # What is dropped while we read is told; unless set, the library goes to the end.
            "auto.offset.reset": "error",
        }
    )
    places = places_to_read(consumer, store, options.prefix)
    if not places:
        sys.exit(f"No topics of Taizhang at {options.brokers}.")
    consumer.assign([place for place, _ in places])
    print(f"reading {len(places)} partitions of {len({p.topic for p, _ in places})} topics")
    outcomes = {"counted": 0, "repeated": 0, "set aside": 0}
    unread = {(place.topic, place.partition) for place, _ in places}
    stopping = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopping.append(True))
    while not stopping and not (options.once and not unread):
        with store:  # counts and places together, or neither
            for message in consumer.consume(PAGE, WAIT_S):
                problem = message.error()
                if problem is None:
                    outcomes[keep(store, message, versions)] += 1
                elif problem.code() == KafkaError._PARTITION_EOF:
                    unread.discard((message.topic(), message.partition()))
                elif problem.code() == KafkaError._AUTO_OFFSET_RESET:
                    again = places_to_read(consumer, store, options.prefix)
                    consumer.assign([place for place, _ in again])
                elif problem.fatal():
                    raise KafkaException(problem)
    consumer.close()
    write_csv(store, options.csv)
    print(", ".join(f"{number} {outcome}" for outcome, number in outcomes.items()))
    (aside,) = store.execute("SELECT count(*) FROM set_aside").fetchone()
    (lost,) = store.execute("SELECT count(*) FROM lost").fetchone()
    if aside or lost:
        print(f"NOT COMPLETE: {aside} set aside, {lost} gaps; see {options.database}")
    return 2 if aside or lost else 0


def write_csv(store, file_name):
    with open(file_name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["day", "unit", "context", "type", "events"])
        writer.writerows(store.execute("SELECT * FROM counts ORDER BY day, unit, context, type"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--brokers", required=True, help="host:port, several with commas")
    parser.add_argument("--contracts", default="docs/reference/asyncapi.json")
    parser.add_argument("--database", default="report.sqlite", help="counts and places")
    parser.add_argument("--csv", default="report.csv", help="written when it ends")
    parser.add_argument("--prefix", default="", help="as KAFKA_PREFIX")
    parser.add_argument("--once", action="store_true", help="end where the topics end")
    sys.exit(run(parser.parse_args()))


if __name__ == "__main__":
    main()
