/** What a service is made of, whether it has a process to itself or shares one. */
import type { ReadModel } from '@taizhang/kernel';
import type { Bilingual, ProblemCatalogue } from '@taizhang/platform/http';
import type { DynamicModule, Type } from '@nestjs/common';
import type { EntitySchema } from 'typeorm';

export type Service = Readonly<{
  /** As it is called in addresses, in locks and by operators, e.g. `complaints`. */
  name: string;
  title: Bilingual;
  module: Type | DynamicModule;
  problems: readonly ProblemCatalogue[];
  /** What it asks of read models. */
  entities: readonly EntitySchema[];
  /** The read models that it keeps up to date. */
  readModels: readonly ReadModel[];
  /** Seals the log: one service does. */
  seals?: true;
}>;
