/** Runs all of Taizhang in this process, on a database that is given. */
import type { Clock } from '@taizhang/kernel';
import { readConfig } from '@taizhang/platform/config';
import { startServices, type Running } from '@taizhang/platform/service';
import { prepareParts } from './prepare';
import { services } from './services';

export type { Running } from '@taizhang/platform/service';

export type StartOptions = Readonly<{
  /** 0 for any free one. */
  port: number;
  databaseUrl: string;
  /** Keys are kept here. */
  dataDir: string;
  /** Fill an empty ledger with demonstration data. */
  demo: boolean;
  onProgress?: (line: string) => void;
  /** The built portal; only the API is served without it. */
  portalFolder?: string;
  /** What time it is, for everything that asks; the system's unless told. */
  clock?: Clock;
}>;

export async function startPlatform(options: StartOptions): Promise<Running> {
  const { demo: wantsDemo, onProgress: say = () => undefined, ...place } = options;
  return startServices({
    ...place,
    services,
    title: { zh: '台账', en: 'Taizhang' },
    config: readConfig(process.env),
    say,
    prepare: (opened) => prepareParts(opened, wantsDemo, say),
  });
}
