/** P4 and P5: a command as it comes over HTTP, and when everybody can see what it did. */
import { services } from '@taizhang/apps/platform';
import { openContactRequest } from '@taizhang/contracts/intake';
import { Body, Controller, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { command, percentile, withClients } from './clients';
import { databaseBeside } from './ledger';
import { aside, round, type Metric, type Workshop } from './metric';
import { whileServed } from './served';

const connections = 64;
const perRound = 4_000;
const rounds = 3;
const rateBar = 0.4;

/** What a framework costs before it does anything. */
@Controller()
class EchoController {
  @Post('echo')
  echo(@Body() body: unknown) {
    return openContactRequest.parse(body);
  }
}

@Module({ controllers: [EchoController] })
class EchoModule {}

export async function benchCommands({ databaseUrl, clientsFile, say }: Workshop) {
  const place = { databaseUrl: await databaseBeside(databaseUrl, 'bench_served'), services };
  const bare = await NestFactory.create<NestFastifyApplication>(EchoModule, new FastifyAdapter(), {
    logger: false,
  });
  await bare.listen(0, '127.0.0.1');
  try {
    return await whileServed(place, ({ url, token }) =>
      withClients(clientsFile, async (carryOut) => {
        const seconds = { bare: 0, command: 0 };
        const targets = {
          bare: { url: await bare.getUrl(), path: '/echo' },
          command: { url, path: '/api/contacts' },
        };
        // The first turn is for warming up.
        for (let turn = 0; turn <= rounds; turn++) {
          for (const name of ['bare', 'command'] as const) {
            const { url: to, path } = targets[name];
            const asks = Array.from({ length: perRound }, () =>
              command(path, token, { channel: 'hotline' }),
            );
            const told = await carryOut({ url: to, asks, connections });
            if (turn > 0) seconds[name] += told.seconds;
          }
        }
        say(`${rounds * perRound} commands given`);
        return ratesOf(seconds);
      }),
    );
  } finally {
    await bare.close();
  }
}

function ratesOf(seconds: Readonly<{ bare: number; command: number }>): Metric[] {
  const rate = (rounds * perRound) / seconds.command;
  const bareRate = (rounds * perRound) / seconds.bare;
  const ratio = rate / bareRate;
  return [
    {
      id: 'P4',
      what: `a command over HTTP, ${connections} connections`,
      ratio: round(ratio),
      value: round(rate),
      unit: 'commands/s',
      bar: `ratio >= ${rateBar}`,
      met: ratio >= rateBar,
    },
    aside('P4.bare', 'a bare Nest and Fastify that validates and echoes', bareRate, 'requests/s'),
  ];
}

const commandsPerSecond = 200;
const visibleBarMs = 100;

/** P5, both ways to run. */
export async function benchVisibility(workshop: Workshop): Promise<Metric[]> {
  return [...(await embeddedVisibility(workshop)), ...(await visibilityOverKafka(workshop))];
}

/** From the answer to a command to the answer to a query that waited for its position. */
async function embeddedVisibility({ databaseUrl, clientsFile }: Workshop): Promise<Metric[]> {
  const place = { databaseUrl: await databaseBeside(databaseUrl, 'bench_served'), services };
  const told = await whileServed(place, ({ url, token }) =>
    withClients(clientsFile, async (carryOut) => {
      const job = (seconds: number) => ({
        ...{ url, connections, perSecond: commandsPerSecond, seen: '/api/contacts' },
        asks: Array.from({ length: seconds * commandsPerSecond }, () =>
          command('/api/contacts', token, { channel: 'hotline' }),
        ),
      });
      await carryOut(job(2));
      return carryOut(job(15));
    }),
  );
  const p99 = percentile(told, 99);
  return [
    {
      id: 'P5',
      what: `acknowledged until visible at ${commandsPerSecond} commands/s, embedded, p99`,
      ratio: null,
      value: round(p99),
      unit: 'ms',
      bar: `<= ${visibleBarMs} ms`,
      met: p99 <= visibleBarMs,
    },
    aside('P5.median', 'the same, the median', percentile(told, 50), 'ms'),
  ];
}

/** So many of the commands of a second hand a contact over to another service. */
const routedPerSecond = 50;
const kafkaBarMs = 500;
const secondsOverKafka = { warmUp: 2, measured: 10 };

/**
 * From the answer to the agent who routed a contact to the complaint in the work lists: published
 * by intake, taken up and lodged by complaints, folded by the views; other commands beside it.
 */
async function visibilityOverKafka(workshop: Workshop): Promise<Metric[]> {
  const { databaseUrl, clientsFile, kafkaBrokers, say } = workshop;
  if (!kafkaBrokers) return [];
  const place = {
    ...{ databaseUrl: await databaseBeside(databaseUrl, 'bench_kafka'), services, kafkaBrokers },
  };
  const told = await whileServed(place, ({ url, token }) =>
    withClients(clientsFile, async (carryOut) => {
      const { warmUp, measured } = secondsOverKafka;
      const contacts = await contactsToRoute(url, token, (warmUp + measured) * routedPerSecond);
      say(`${contacts.length} contacts are waiting to be routed`);
      const job = (seconds: number) => ({
        ...{ url, connections, perSecond: commandsPerSecond, arrives: '/api/complaints' },
        asks: Array.from({ length: seconds * commandsPerSecond }, (_, index) =>
          index % (commandsPerSecond / routedPerSecond) === 0
            ? routing(token, contacts.pop()!)
            : command('/api/contacts', token, { channel: 'hotline' }),
        ),
      });
      await carryOut(job(warmUp));
      return carryOut(job(measured));
    }),
  );
  const p99 = percentile(told, 99);
  const rate = `${routedPerSecond} of ${commandsPerSecond} commands/s`;
  return [
    {
      id: 'P5.kafka',
      what: `routed until the complaint is listed, across Kafka, ${rate}, p99`,
      ratio: null,
      value: round(p99),
      unit: 'ms',
      bar: `<= ${kafkaBarMs} ms`,
      met: p99 <= kafkaBarMs,
    },
    aside('P5.kafka.median', 'the same, the median', percentile(told, 50), 'ms'),
  ];
}

type Told = Readonly<{ id: string; revision: number }>;

const statement = '本月电费比上月多一倍，要求核实。';

const routing = (token: string, { id, revision }: Told) => {
  const body = { category: 'business.tariff', statement, remedySought: '核实退费' };
  return command(`/api/contacts/${id}/routing`, token, body, revision);
};

/** Contacts of people who give no name, classified as complaints. */
async function contactsToRoute(url: string, token: string, count: number): Promise<Told[]> {
  const classification = { type: 'complaint', topic: 'bill', summary: statement };
  const give = async (path: string, body: object, revision?: number): Promise<Told> => {
    const { headers, ...ask } = command(path, token, body, revision);
    const answer = await fetch(`${url}${path}`, { ...ask, headers: { ...headers } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Told;
  };
  const contacts: Told[] = [];
  while (contacts.length < count) {
    const { id, revision } = await give('/api/contacts', { channel: 'hotline', classification });
    contacts.push(await give(`/api/contacts/${id}/anonymity`, {}, revision));
  }
  return contacts;
}
