/** What a caller may be speaking of already: open cases of the customer, or at the same place. */
import type { OpenCase, openCasesRequest } from '@taizhang/contracts/views';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { Not } from 'typeorm';
import type { z } from 'zod';
import { complaintEntity, faultEntity, inquiryEntity } from './entities';

const casesMax = 10;
/** A place in fewer letters would match half the county. */
const placeLengthMin = 4;

@Injectable()
export class OpenCases {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  /** Newest first, faults before complaints before inquiries. */
  async of(asked: z.output<typeof openCasesRequest>): Promise<OpenCase[]> {
    const [faults, complaints, inquiries] = await Promise.all([
      this.faults(asked),
      this.complaints(asked.customerId),
      this.inquiries(asked.customerId),
    ]);
    return [
      ...faults.map(({ id, status, statement, reportedAt }) => ({
        ...{ id, status, statement },
        kind: 'fault' as const,
        openedAt: reportedAt,
      })),
      ...complaints.map(({ id, status, statement, lodgedAt }) => ({
        ...{ id, status, statement },
        kind: 'complaint' as const,
        openedAt: lodgedAt,
      })),
      ...inquiries.map(({ id, status, statement, openedAt }) => ({
        ...{ id, status, statement, openedAt },
        kind: 'inquiry' as const,
      })),
    ];
  }

  private async faults({ customerId, supplyPointId, place }: z.output<typeof openCasesRequest>) {
    const same = [
      ...(customerId ? ['fault.customerId = :customerId'] : []),
      ...(supplyPointId ? ['fault.supplyPointId = :supplyPointId'] : []),
      ...(place.length >= placeLengthMin ? ['fault.place = :place'] : []),
    ];
    if (same.length === 0) return [];
    return this.readModels
      .getRepository(faultEntity)
      .createQueryBuilder('fault')
      .where(`fault.status <> 'closed' AND (${same.join(' OR ')})`)
      .setParameters({ customerId, supplyPointId, place })
      .orderBy('fault.reportedAt', 'DESC')
      .take(casesMax)
      .getMany();
  }

  private async complaints(customerId: string | null) {
    if (!customerId) return [];
    return this.readModels.getRepository(complaintEntity).find({
      where: { customerId, status: Not('closed' as const) },
      order: { lodgedAt: 'DESC' },
      take: casesMax,
    });
  }

  private async inquiries(customerId: string | null) {
    if (!customerId) return [];
    return this.readModels.getRepository(inquiryEntity).find({
      where: { customerId, status: Not('closed' as const) },
      order: { openedAt: 'DESC' },
      take: casesMax,
    });
  }
}
