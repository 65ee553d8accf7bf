/** The drawing of a chart, with no more of ECharts than lines and bars need. */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { ChartProps } from './chart';
import { palette } from './theme';

register([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

// Told apart by shape and dash as well: see `styleOf`.
const colours = [palette.primary, '#b45309', '#475467', '#7a2e8e'];
const symbols = ['circle', 'rect', 'triangle', 'diamond'];
const dashes = ['solid', 'dashed', 'dotted', 'solid'];

type Drawn = ChartProps & Readonly<{ height: number; format: (value: number) => string }>;

export default function ChartDrawing(props: Drawn) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);

  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const drawn = init(element, null, { renderer: 'svg' });
    chart.current = drawn;
    const watch = new ResizeObserver(() => drawn.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      drawn.dispose();
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(optionsOf(props), { notMerge: true });
  }, [props]);

  return <div ref={place} aria-hidden="true" style={{ height: props.height }} />;
}

function optionsOf({ categories, series, format }: Drawn) {
  // ECharts measures texts by itself and must know the font by name.
  const { fontFamily } = getComputedStyle(document.body);
  return {
    animation: false,
    color: colours,
    textStyle: { fontFamily, color: palette.muted },
    grid: { left: 8, right: 16, top: 36, bottom: 4, containLabel: true },
    // In one line also beside a page and on a phone: a second one would lie on the drawing.
    legend: {
      top: 0,
      left: 0,
      icon: 'roundRect',
      itemWidth: 14,
      itemGap: 8,
      textStyle: { color: palette.ink },
    },
    tooltip: {
      trigger: 'axis',
      valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : '–'),
    },
    xAxis: {
      type: 'category',
      data: [...categories],
      axisLabel: { color: palette.muted, hideOverlap: true },
      axisLine: { lineStyle: { color: palette.line } },
    },
    yAxis: {
      type: 'value',
      ...(wholeNumbers(series) ? { minInterval: 1 } : {}),
      axisLabel: { color: palette.muted, formatter: (value: number) => format(value) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: series.map(({ name, kind, values }, index) => ({
      name,
      type: kind,
      data: [...values],
      ...styleOf(kind, index),
    })),
  };
}

/** Of counts there are no halves. */
const wholeNumbers = (series: ChartProps['series']) =>
  series.every(({ values }) => values.every((value) => Number.isInteger(value ?? 0)));

function styleOf(kind: 'line' | 'bar', index: number) {
  if (kind === 'bar') return { barMaxWidth: 28 };
  return {
    symbol: symbols[index % symbols.length],
    symbolSize: 6,
    lineStyle: { type: dashes[index % dashes.length], width: 2 },
  };
}
