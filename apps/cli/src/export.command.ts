/** `taizhang export case`: a case with what proves it, for somebody who has no Taizhang. */
import { systemClock } from '@taizhang/kernel';
import { eventNames, streamsOfCase } from '@taizhang/platform/ledger';
import { NoSuchCase, caseFile, keysIn, zipOf, type FileOf } from '@taizhang/seal';
import type { Command } from 'commander';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { recordLook } from './recorded-look';
import { assertNotRestricted } from './restricted-person';
import { withSeals } from './sealed-ledger';

type Options = Readonly<{ out: string; restricted?: true; json?: true }>;

export function exportCommand(program: Command, context: CliContext): void {
  program
    .command('export')
    .summary('export a case so that it can be verified elsewhere')
    .command('case')
    .description(
      'Seals what is new and exports a complaint, fault, inquiry or contact with its contacts, ' +
        'callbacks and rating: a page to read, the records with their proofs, and a verifier ' +
        'that needs nothing of ours. Personal data is readable in it, as far as nobody was erased.',
    )
    .argument('<id>', 'e.g. complaint-…')
    .requiredOption('-o, --out <place>', 'a folder that is empty or not there, or a file .zip')
    .option('--restricted', 'also of a customer under restriction, for whoever answers for it')
    .option('--json', 'print the result for programs')
    .action(async (id: string, { out, restricted, json }: Options) => {
      assertFree(out);
      const told = await withSeals(context, async (seals, { log, vault, pool }) => {
        const streams = await streamsOfCase(log, id);
        if (!restricted) await assertNotRestricted(log, streams, 'exports');
        // Of which there is nothing, something may have been sealed.
        const files = await caseFile(streams.length > 0 ? streams : [id], {
          ...{ seals, log, vault, clock: systemClock },
          words: { event: nameOf, name: (known) => known },
        }).catch((error: unknown) => {
          if (!(error instanceof NoSuchCase)) throw error;
          throw new CommandFailed(`There is no ${id} in this ledger.`, exitCodes.wrongInput);
        });
        const look = { operation: 'taizhang export case', kind: 'case', subject: id } as const;
        await recordLook(pool, look);
        return { files, key: (await keysIn(seals.store)).at(-1)!.key };
      });
      write(out, told.files);
      const place = resolve(out);
      context.out(json ? `${JSON.stringify({ out: place, key: told.key })}\n` : asText(out, told));
    });
}

const nameOf = (type: string) => eventNames[type] ?? { zh: type, en: type };

const isZip = (out: string) => /\.zip$/i.test(out);

/** What is there is not overwritten: it may be evidence. */
function assertFree(out: string): void {
  const isTaken = existsSync(out) && (isZip(out) || readdirSync(out).length > 0);
  if (!isTaken) return;
  throw new CommandFailed(`${out} is there already; name another place.`, exitCodes.wrongInput);
}

function write(out: string, files: readonly FileOf[]): void {
  // Personal data is in it: for the one who exports, until they hand it on.
  if (isZip(out)) return writeFileSync(out, zipOf(files), { mode: 0o600 });
  mkdirSync(out, { recursive: true, mode: 0o700 });
  for (const { name, bytes } of files) writeFileSync(join(out, name), bytes, { mode: 0o600 });
}

const asText = (out: string, { key }: { key: string }) =>
  `Exported to ${out}. Whoever gets it verifies it with
  node verify.mjs ${out} --key ${key}
or in a browser with verify.html. Hand them the key, and better the verifier too, by another way.
`;
