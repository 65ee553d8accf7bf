/** What the receiving context would not understand is refused here, not lost on the way. */
import { inquiryKindSchema } from '@taizhang/contracts/billing-inquiries';
import { categorySchema, severitySchema } from '@taizhang/contracts/complaints';
import { faultClassSchema, faultGradeSchema, gradeOf } from '@taizhang/contracts/intake';
import { routeContactRequest, type ContactId } from '@taizhang/contracts/intake';
import { CustomerRecord } from '@taizhang/intake/application';
import type { ContactCommandPayloads } from '@taizhang/intake/domain';
import { idFrom } from '@taizhang/kernel';
import { HttpProblem } from '@taizhang/platform/http';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Recontacts } from './recontacts';
import { Registered, supplyPointOf } from './registered';

/** The words of every receiving context; which of them fit where it goes is checked after. */
export const routingRequest = routeContactRequest.extend({
  category: z.enum([
    ...categorySchema.options,
    ...faultClassSchema.options,
    ...inquiryKindSchema.options,
  ]),
  severity: z.enum([...severitySchema.options, ...faultGradeSchema.options]).optional(),
});

type Asked = z.output<typeof routingRequest>;
type Routing = Omit<ContactCommandPayloads['RouteContact'], 'contactId'>;

const targets = {
  complaints: { id: 'complaint', category: categorySchema, severity: severitySchema },
  faults: { id: 'fault', category: faultClassSchema, severity: faultGradeSchema },
  'billing-inquiries': { id: 'inquiry', category: inquiryKindSchema, severity: severitySchema },
} as const;

@Injectable()
export class Routings {
  constructor(
    private readonly recontacts: Recontacts,
    private readonly record: CustomerRecord,
    private readonly registered: Registered,
  ) {}

  /** @throws HttpProblem naming what the receiving context has no word for, or no place */
  async of(contactId: ContactId, commandId: string, asked: Asked): Promise<Routing> {
    const { to, category, grounds, outageId, supplyPointId, area, place, ...words } = asked;
    const target = targets[to];
    if (!target.category.safeParse(category).success) {
      throw new HttpProblem('contact-category-unknown');
    }
    const usual = to === 'faults' ? gradeOf(grounds) : 'general';
    const severity = asked.severity ?? usual;
    const isKnown = target.severity.safeParse(severity).success;
    if (!isKnown || (to === 'faults' && severity !== usual)) {
      throw new HttpProblem('contact-severity-unknown');
    }
    const { statement, remedySought } = words;
    const caseId = idFrom(target.id, commandId);
    const routing = { to, caseId, category, severity, statement, remedySought };
    const where = await this.whereOf(contactId, { supplyPointId, area, place });
    if (to !== 'faults') return { ...routing, ...where };
    if (!where.area || !where.place) throw new HttpProblem('contact-place-missing');
    if (outageId) await this.registered.outage(outageId);
    return { ...routing, ...where, grounds, ...(outageId && { outageId }) };
  }

  /** A supply point of the customer says where it is; what was told goes before. */
  private async whereOf(
    contactId: ContactId,
    { supplyPointId, area, place }: Pick<Asked, 'supplyPointId' | 'area' | 'place'>,
  ) {
    const told = { ...(area && { area }), ...(place && { place }) };
    if (!supplyPointId) return told;
    const customerId = await this.recontacts.customerOf(contactId);
    const point = supplyPointOf(await this.record.factsOf(customerId), supplyPointId);
    return { supplyPointId, area: point.area, place: point.address, ...told };
  }
}
