"""What report.py uses of confluent_kafka, over messages in a file instead of a broker.

For machines without that library: the test reads the messages from the real broker and writes one
JSON line each (topic, partition, offset, headers in base64) to the file named by REPORT_MESSAGES.
REPORT_DROPPED is how many of each partition Kafka drops once the first page was read.
"""

import base64
import json
import os
from collections import defaultdict


class KafkaException(Exception):
    pass


class KafkaError:
    _PARTITION_EOF = -191
    _AUTO_OFFSET_RESET = -140

    def __init__(self, code):
        self._code = code

    def code(self):
        return self._code

    def fatal(self):
        return False


class TopicPartition:
    def __init__(self, topic, partition, offset=0):
        self.topic, self.partition, self.offset = topic, partition, offset


class Message:
    def __init__(self, topic, partition, offset, headers, error=None):
        self._place, self._headers, self._error = (topic, partition, offset), headers, error

    def topic(self):
        return self._place[0]

    def partition(self):
        return self._place[1]

    def offset(self):
        return self._place[2]

    def headers(self):
        return self._headers

    def error(self):
        return self._error


class _Topic:
    def __init__(self, partitions):
        self.partitions = partitions


class _Listed:
    def __init__(self, topics):
        self.topics = topics


class Consumer:
    def __init__(self, settings):
        self._reset = settings.get("auto.offset.reset", "latest")
        self._to_drop = int(os.environ.get("REPORT_DROPPED", "0"))
        self._messages = defaultdict(list)
        self._assigned = []
        with open(os.environ["REPORT_MESSAGES"], encoding="utf-8") as file:
            for line in file:
                told = json.loads(line)
                headers = [(name, base64.b64decode(value)) for name, value in told["headers"]]
                place = (told["topic"], told["partition"])
                self._messages[place].append(Message(*place, told["offset"], headers))

    def list_topics(self, timeout):
        topics = defaultdict(dict)
        for topic, partition in self._messages:
            topics[topic][partition] = None
        return _Listed({name: _Topic(partitions) for name, partitions in topics.items()})

    def get_watermark_offsets(self, place, timeout):
        messages = self._messages[(place.topic, place.partition)]
        return messages[0].offset(), messages[-1].offset() + 1

    def assign(self, places):
        self._assigned = list(places)

    def consume(self, count, _timeout):
        while self._assigned:
            place = self._assigned[0]
            messages = self._messages[(place.topic, place.partition)]
            if place.offset < messages[0].offset():
                if self._reset == "error":
                    lost = KafkaError(KafkaError._AUTO_OFFSET_RESET)
                    return [Message(place.topic, place.partition, place.offset, [], lost)]
                place.offset = messages[-1].offset() + 1  # latest: as the library does untold
            page = [message for message in messages if message.offset() >= place.offset][:count]
            if page:
                place.offset = page[-1].offset() + 1
                for kept in self._messages.values():
                    del kept[: self._to_drop]
                self._to_drop = 0
                return page
            self._assigned.pop(0)
            end = KafkaError(KafkaError._PARTITION_EOF)
            return [Message(place.topic, place.partition, place.offset, [], end)]
        return []

    def close(self):
        pass
