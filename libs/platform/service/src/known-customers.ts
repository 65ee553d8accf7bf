/** A case about nobody cannot be answered to anybody: the customer it names must be registered. */
import { HttpProblem } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource, EntitySchema } from 'typeorm';
import { ProjectionsService } from './projections.service';

/** The table in which a service remembers who is a customer: an EntitySchema of rows by id. */
export const KNOWN_CUSTOMERS = Symbol('KnownCustomers');

@Injectable()
export class KnownCustomers {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    @Inject(KNOWN_CUSTOMERS) private readonly table: EntitySchema<{ id: string }>,
    private readonly projections: ProjectionsService,
  ) {}

  /** @throws HttpProblem `customer-unknown`, or ReadModelBehind while nobody can say */
  async check(id: string | null): Promise<void> {
    if (id === null || (await this.isKnown(id))) return;
    // Registered a moment ago, perhaps.
    await this.projections.assertCaughtUp();
    if (!(await this.isKnown(id))) throw new HttpProblem('customer-unknown');
  }

  private isKnown = (id: string) => this.readModels.getRepository(this.table).existsBy({ id });
}
