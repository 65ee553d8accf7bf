/** Contacts, and whether one was said before. */
import { contactIdSchema } from '@taizhang/contracts/intake';
import {
  asShown,
  contactSchema,
  contactsQuery,
  openCaseSchema,
  pageOf,
} from '@taizhang/contracts/views';
import { instant } from '@taizhang/kernel';
import { Query, atRevision, orNotFound, type QueryInput } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Controller, Inject } from '@nestjs/common';
import { Between, Not } from 'typeorm';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { pageOfRows } from './cursor';
import { contactEntity, tables } from './entities';
import { OpenCases } from './open-cases';

const params = z.strictObject({ id: contactIdSchema });
const duplicateDays = 7;

@Controller()
export class ContactViews {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    private readonly openCases: OpenCases,
  ) {}

  @Query({
    path: 'contacts',
    views: { kind: 'contact', each: 'id' },
    reads: [tables.contacts],
    permission: 'contact.read',
    summary: { zh: '受理记录', en: 'Contacts, newest first' },
    query: contactsQuery,
    answers: pageOf(contactSchema),
  })
  list({ query }: QueryInput<{ query: typeof contactsQuery }>) {
    const { limit, cursor, ...filters } = query;
    const rows = this.readModels.getRepository(contactEntity).createQueryBuilder('contact');
    for (const [field, value] of Object.entries(filters)) {
      rows.andWhere(`contact.${field} = :${field}`, { [field]: value });
    }
    return pageOfRows(rows, 'openedAt', {
      limit,
      ...(cursor ? { cursor } : {}),
      direction: 'DESC',
    });
  }

  @Query({
    path: 'contacts/:id',
    views: { kind: 'contact', id: 'id' },
    reads: [tables.contacts, tables.complaints, tables.faults, tables.inquiries],
    permission: 'contact.read',
    summary: { zh: '一次受理', en: 'One contact, with what was said before on its topic' },
    params,
    answers: asShown(
      contactSchema.extend({
        duplicates: z.array(asShown(contactSchema)),
        /** Cases of the customer that are not closed. */
        openCases: z.array(asShown(openCaseSchema)),
      }),
    ),
    refusals: ['not-found'],
  })
  async one({ params: { id } }: QueryInput<{ params: typeof params }>) {
    const contacts = this.readModels.getRepository(contactEntity);
    const contact = orNotFound(await contacts.findOneBy({ id }));
    const { customerId, topic, openedAt } = contact;
    const since = instant(Date.parse(openedAt) - duplicateDays * 24 * 3600 * 1000);
    const duplicates =
      customerId && topic
        ? await contacts.find({
            where: { customerId, topic, openedAt: Between(since, openedAt), id: Not(id) },
            order: { openedAt: 'DESC' },
            take: 10,
          })
        : [];
    const openCases = await this.openCases.of({ customerId, supplyPointId: null, place: '' });
    return atRevision(contact.revision, { ...contact, duplicates, openCases });
  }
}
