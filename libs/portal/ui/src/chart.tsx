/** A chart that says in words what it shows and offers the same data as a table. */
import { lazy, Suspense } from 'react';
import { Scrolling } from './scrolling';
import { Waiting } from './states';
import { useTexts } from './texts';
import { uiTexts } from './ui.texts';

// The drawing part is a third of the whole portal: it comes when the first chart does.
const Drawing = lazy(() => import('./chart-drawing'));

export type Series = Readonly<{
  name: string;
  kind: 'line' | 'bar';
  /** One per category; null leaves a gap. */
  values: readonly (number | null)[];
}>;

export type ChartProps = Readonly<{
  /** What it shows, in a sentence: for those who cannot see it. */
  description: string;
  categoryTitle: string;
  categories: readonly string[];
  series: readonly Series[];
  /** In CSS pixels. */
  height?: number;
  /** How a value is written, e.g. as a percentage. */
  format?: (value: number) => string;
}>;

export function Chart(props: ChartProps) {
  const t = useTexts(uiTexts);
  const { categoryTitle, categories, series, description, height = 220 } = props;
  const format = props.format ?? String;
  return (
    <figure className="tz-chart">
      <div role="img" aria-label={description} style={{ height }}>
        <Suspense fallback={<Waiting rows={5} />}>
          <Drawing {...props} format={format} height={height} />
        </Suspense>
      </div>
      <details>
        <summary>{t('chart.table')}</summary>
        <Scrolling label={description}>
          <table className="tz-table">
            <thead>
              <tr>
                <th scope="col">{categoryTitle}</th>
                {series.map(({ name }) => (
                  <th scope="col" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {categories.map((category, index) => (
                <tr key={category}>
                  <th scope="row">{category}</th>
                  {series.map(({ name, values }) => (
                    <td key={name}>{written(values[index], format)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      </details>
    </figure>
  );
}

const written = (value: number | null | undefined, format: (value: number) => string) =>
  value === null || value === undefined ? '–' : format(value);
