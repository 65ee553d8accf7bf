/** Customers: their registration, their details, where they are supplied. */
import {
  connectSupplyPointRequest,
  correctCustomerDetailsRequest,
  customerIdSchema,
  registerCustomerRequest,
  type CustomerId,
  type SupplyPointId,
} from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { DecideCustomer } from '@taizhang/intake/application';
import type { CustomerCommand } from '@taizhang/intake/domain';
import { idFrom } from '@taizhang/kernel';
import { Command, type CommandEnvelope, type CommandInput } from '@taizhang/platform/http';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';

const params = z.strictObject({ id: customerIdSchema });

@Controller()
export class CustomersController {
  constructor(private readonly bus: CommandBus) {}

  @Command({
    path: 'customers',
    permission: 'customer.write',
    summary: { zh: '登记客户', en: 'Register a customer' },
    body: registerCustomerRequest,
    creates: true,
  })
  register({ body, command, principal }: CommandInput<{ body: typeof registerCustomerRequest }>) {
    const customerId = idFrom('customer', command.commandId) as CustomerId;
    const data = { customerId, ...body, unitId: principal.unitId as UnitId | null };
    return this.decide({ type: 'RegisterCustomer', data, ...told(command) }, command);
  }

  @Command({
    path: 'customers/:id/details',
    permission: 'customer.write',
    summary: { zh: '更正客户资料', en: "Correct a customer's details" },
    params,
    body: correctCustomerDetailsRequest,
    refusals: ['customer-unknown'],
  })
  correct({
    params: { id: customerId },
    body,
    command,
  }: CommandInput<{ params: typeof params; body: typeof correctCustomerDetailsRequest }>) {
    const data = { customerId, ...body };
    return this.decide({ type: 'CorrectCustomerDetails', data, ...told(command) }, command);
  }

  @Command({
    path: 'customers/:id/supply-points',
    permission: 'customer.write',
    summary: { zh: '添加用电地点', en: 'Connect a supply point' },
    params,
    body: connectSupplyPointRequest,
    refusals: ['customer-unknown', 'customer-meter-taken'],
    answers: z.object({ supplyPointId: z.string() }),
  })
  async connect({
    params: { id: customerId },
    body,
    command,
  }: CommandInput<{ params: typeof params; body: typeof connectSupplyPointRequest }>) {
    const supplyPointId = idFrom('supplypoint', command.commandId) as SupplyPointId;
    const data = { customerId, supplyPointId, ...body };
    const answer = await this.decide(
      { type: 'ConnectSupplyPoint', data, ...told(command) },
      command,
    );
    return { ...answer, extra: { supplyPointId } };
  }

  private async decide(command: CustomerCommand, { context, expected }: CommandEnvelope) {
    const handled = await this.bus.execute(new DecideCustomer(command, context, expected));
    return { id: command.data.customerId, handled };
  }
}

const told = ({ at, by }: CommandEnvelope) => ({ at, by });
