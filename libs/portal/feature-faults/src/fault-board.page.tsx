/** The dispatch board: every open fault in the lane it is in, the most pressing first. */
import { faultGradeTitles } from '@taizhang/contracts/intake';
import { faultLanes, type FaultLane } from '@taizhang/contracts/views';
import { useFaultLane, useMay, usePrincipal } from '@taizhang/portal/data-access';
import {
  Page,
  Panel,
  ParkedNotice,
  Shown,
  namedOptions,
  useAsked,
  useOptions,
  useTexts,
} from '@taizhang/portal/ui';
import { Select } from 'antd';
import { Link } from 'react-router';
import { askedOf, byPressure, type BoardFilter } from './board-filter';
import { FaultCard } from './fault-card';
import { faultTexts } from './fault.texts';
import { useCrews } from './use-crews';
import './faults.css';

const lanes = Object.keys(faultLanes) as FaultLane[];

export function FaultBoardPage() {
  const t = useTexts(faultTexts);
  const [search, ask] = useAsked();
  const { unitId } = usePrincipal();
  // A crew sees first what it was sent to; who dispatches sees everything.
  const dispatches = useMay('fault.dispatch');
  const writes = useMay('fault.write');
  const filter = askedOf(search, writes && !dispatches ? unitId : null);
  // Every lane is a list of the same table: what one says of it holds for the board.
  const first = useFaultLane({ lane: lanes.at(-1)!, ...filter });
  const set = (name: 'unit' | 'grade', value: string | undefined) => ask({ [name]: value });
  return (
    <Page
      title={t('board')}
      aside={<span className="tz-muted tz-small">{t('board.live')}</span>}
      actions={<Link to="/faults/outages">{t('board.outages')}</Link>}
    >
      <Filters filter={filter} onChange={set} />
      <ParkedNotice of={first.data} />
      <div className="tz-board">
        {lanes
          .filter((lane) => filter.unitId === undefined || !unsentLanes.includes(lane))
          .map((lane) => (
            <Lane key={lane} lane={lane} filter={filter} />
          ))}
      </div>
    </Page>
  );
}

/** No unit has what nobody was sent to. */
const unsentLanes: readonly FaultLane[] = ['triage', 'to-dispatch'];

type FiltersProps = Readonly<{
  filter: BoardFilter;
  onChange: (name: 'unit' | 'grade', value: string | undefined) => void;
}>;

function Filters({ filter, onChange }: FiltersProps) {
  const t = useTexts(faultTexts);
  const crews = useCrews();
  const grades = useOptions()(faultGradeTitles);
  const units = namedOptions(crews);
  return (
    <div className="tz-row">
      <Select<string>
        aria-label={t('filter.unit')}
        className="tz-board-filter"
        value={filter.unitId ?? 'all'}
        onChange={(value) => onChange('unit', value)}
        options={[{ value: 'all', label: t('filter.unit.all') }, ...units]}
      />
      <Select<string>
        aria-label={t('filter.grade')}
        className="tz-board-filter"
        value={filter.grade ?? 'all'}
        onChange={(value) => onChange('grade', value === 'all' ? undefined : value)}
        options={[{ value: 'all', label: t('filter.grade.all') }, ...grades]}
      />
    </div>
  );
}

type LaneProps = Readonly<{ lane: FaultLane; filter: BoardFilter }>;

function Lane({ lane, filter }: LaneProps) {
  const t = useTexts(faultTexts);
  const answer = useFaultLane({ lane, ...filter });
  const items = answer.data?.items;
  const count = items && (answer.data?.nextCursor ? `${items.length}+` : String(items.length));
  return (
    <Panel
      title={t(`lane.${lane}`)}
      extra={<span className="tz-muted">{count}</span>}
      className="tz-lane"
    >
      <Shown answer={answer} rows={3} parkedTold>
        {({ items: faults }) =>
          faults.length === 0 ? (
            <p className="tz-muted tz-small">{t(`lane.${lane}.empty`)}</p>
          ) : (
            <ul className="tz-fault-cards">
              {[...faults].sort(byPressure).map((fault) => (
                <FaultCard key={fault.id} fault={fault} />
              ))}
            </ul>
          )
        }
      </Shown>
    </Panel>
  );
}
