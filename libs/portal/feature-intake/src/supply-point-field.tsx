/** Which of the customer's supply points it is about; it says where that is. */
import { useCustomerArchive } from '@taizhang/portal/data-access';
import { Field, useTexts } from '@taizhang/portal/ui';
import { Select } from 'antd';
import { faultReportTexts } from './fault-report.texts';
import type { IntakeDesk } from './use-intake-desk';

export function SupplyPointField({ desk }: Readonly<{ desk: IntakeDesk }>) {
  const t = useTexts(faultReportTexts);
  const { draft, change } = desk;
  const points = useCustomerArchive(draft.customer?.id).data?.supplyPoints ?? [];
  if (points.length === 0) return null;
  return (
    <Field label={t('point')} htmlFor="intake-point">
      <Select<string>
        id="intake-point"
        allowClear
        placeholder={t('point.placeholder')}
        value={draft.supplyPointId}
        onChange={(id) => {
          const point = points.find((one) => one.id === id);
          const where = point ? { area: point.area, place: point.address } : {};
          change({ supplyPointId: id ?? null, ...where });
        }}
        options={points.map(({ id, accountNumber, address }) => ({
          value: id,
          label: `${accountNumber} · ${address}`,
        }))}
      />
    </Field>
  );
}
