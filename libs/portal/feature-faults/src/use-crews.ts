/** Where crews are: the units that somebody of the role works for. */
import { useStaff, useUnits } from '@taizhang/portal/data-access';

export type Crew = Readonly<{ id: string; name: string }>;

export function useCrews(): readonly Crew[] {
  const { data: units = [] } = useUnits();
  const { data: staff = [] } = useStaff();
  const withCrew = new Set(
    staff.filter(({ active, roles }) => active && roles.includes('crew')).map((one) => one.unitId),
  );
  return units.filter(({ id }) => withCrew.has(id));
}
