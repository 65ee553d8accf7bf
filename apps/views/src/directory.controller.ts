/** Units and people: names to put beside ids. */
import { listOf, staffMemberSchema, unitSchema } from '@taizhang/contracts/views';
import { Query, SIGNED_IN } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Controller, Inject } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { staffMemberEntity, unitEntity, tables } from './entities';

@Controller()
export class DirectoryViews {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  @Query({
    path: 'units',
    reads: [tables.units],
    permission: SIGNED_IN,
    summary: { zh: '单位', en: 'Units' },
    answers: listOf(unitSchema),
  })
  async units() {
    return {
      items: await this.readModels.getRepository(unitEntity).find({ order: { id: 'ASC' } }),
    };
  }

  @Query({
    path: 'staff',
    reads: [tables.staffMembers],
    permission: SIGNED_IN,
    summary: { zh: '员工', en: 'Members of staff' },
    answers: listOf(staffMemberSchema.extend({ revision: z.int() })),
  })
  async staff() {
    const members = this.readModels.getRepository(staffMemberEntity);
    return { items: await members.find({ order: { id: 'ASC' } }) };
  }
}
