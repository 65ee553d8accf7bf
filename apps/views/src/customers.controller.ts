/** Finding customers, and the archive of one. */
import { customerIdSchema, type CustomerId } from '@taizhang/contracts/intake';
import {
  accountSchema,
  asShown,
  complaintSchema,
  contactSchema,
  customerSchema,
  faultSchema,
  inquirySchema,
  pageOf,
  searchCustomersRequest,
  supplyPointSchema,
} from '@taizhang/contracts/views';
import { Query, atRevision, orNotFound, type QueryInput } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Controller, Inject } from '@nestjs/common';
import { In, type DataSource, type EntitySchema } from 'typeorm';
import { z } from 'zod';
import { pageOfRows } from './cursor';
import {
  complaintEntity,
  contactEntity,
  customerEntity,
  faultEntity,
  accountEntity,
  inquiryEntity,
  supplyPointEntity,
  tables,
} from './entities';
import { customerOf, matchedBy, matchSchema } from './customer-match';
import { foundBy } from './customer-search';

const params = z.strictObject({ id: customerIdSchema });
const found = customerSchema.extend({ matched: matchSchema });
const archive = asShown(
  z.object({
    customer: asShown(customerSchema),
    supplyPoints: z.array(asShown(supplyPointSchema)),
    /** The newest 50. */
    contacts: z.array(asShown(contactSchema)),
    complaints: z.array(asShown(complaintSchema)),
    faults: z.array(asShown(faultSchema)),
    inquiries: z.array(asShown(inquirySchema)),
    /** What is owed and whether the supply is on, a row a supply point that was ever billed. */
    accounts: z.array(asShown(accountSchema)),
  }),
);
const newest = 50;

type OfCustomer = Readonly<{ id: string; customerId: string | null }>;

@Controller()
export class CustomerViews {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  @Query({
    method: 'POST',
    path: 'customers/search',
    views: { kind: 'customer', each: 'id' },
    reads: [tables.customers, tables.supplyPoints, tables.searchKeys],
    permission: 'customer.read',
    summary: {
      zh: '按姓名、电话、户号、表号或地址查找客户',
      en: 'Find customers by name, telephone, account, meter or address',
    },
    body: searchCustomersRequest,
    answers: pageOf(found),
  })
  async search({ body, principal }: QueryInput<{ body: typeof searchCustomersRequest }>) {
    const { query, limit, cursor } = body;
    const text = query.toLowerCase();
    const rows = (await foundBy(this.readModels, text)).andWhere(
      `(customer.processing = 'normal' OR :answersForIt)`,
      {
        answersForIt: principal.permissions.includes('privacy.read'),
      },
    );
    const { items, nextCursor } = await pageOfRows(rows, 'since', {
      limit,
      ...(cursor ? { cursor } : {}),
      direction: 'ASC',
    });
    const points = await this.readModels
      .getRepository(supplyPointEntity)
      .findBy({ customerId: In(items.map(({ id }) => id)) });
    return {
      items: items.map((row) => ({ ...customerOf(row), matched: matchedBy(row, points, text) })),
      nextCursor,
    };
  }

  @Query({
    path: 'customers/:id',
    views: { kind: 'customer', id: 'id' },
    reads: [
      tables.customers,
      tables.supplyPoints,
      tables.contacts,
      tables.complaints,
      tables.faults,
      tables.inquiries,
      tables.accounts,
    ],
    permission: 'customer.read',
    summary: { zh: '客户档案', en: "A customer's archive" },
    params,
    answers: archive,
    refusals: ['not-found'],
  })
  async archive({ params: { id } }: QueryInput<{ params: typeof params }>) {
    const [row, supplyPoints, contacts, complaints, faults, inquiries, accounts] =
      await Promise.all([
        this.readModels.getRepository(customerEntity).findOneBy({ id }),
        this.readModels.getRepository(supplyPointEntity).findBy({ customerId: id }),
        this.newestOf(id, contactEntity, 'openedAt'),
        this.newestOf(id, complaintEntity, 'lodgedAt'),
        this.newestOf(id, faultEntity, 'reportedAt'),
        this.newestOf(id, inquiryEntity, 'openedAt'),
        this.readModels.getRepository(accountEntity).findBy({ customerId: id }),
      ]);
    const customer = customerOf(orNotFound(row));
    const cases = { contacts, complaints, faults, inquiries, accounts };
    return atRevision(customer.revision, { customer, supplyPoints, ...cases });
  }

  private newestOf<Row extends OfCustomer>(
    customerId: CustomerId,
    entity: EntitySchema<Row>,
    at: keyof Row & string,
  ): Promise<Row[]> {
    return this.readModels
      .createQueryBuilder(entity, 'row')
      .where({ customerId })
      .orderBy({ [`row.${at}`]: 'DESC', 'row.id': 'ASC' })
      .take(newest)
      .getMany();
  }
}
