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

/** P5: from the answer to a command to the answer to a query that waited for its position. */
export async function benchVisibility({ databaseUrl, clientsFile }: Workshop): Promise<Metric[]> {
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
