import type { Markup } from '../markup.js';
import { chart, type ChartPlace } from './chart.js';

/** A bar: its name, and its parts from left to right, each of a colour of the palette such as `s5`. */
export interface Bar {
  readonly name: string;
  readonly parts: readonly { readonly count: number; readonly colour: string }[];
}

const WIDTH = 440;
const ROW = 28;
const NAMES = 118;
const LONGEST_NAME = 17;

const shortened = (name: string): string =>
  name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1).toWellFormed()}…` : name;

/** Parts that are narrower than this share of the widest bar have no room for their number. */
const ROOM = 0.06;

/** The ink that can be read on a colour of the palette. */
const inkOn = (colour: string): string =>
  /^s\d$/.test(colour) ? `var(--on${colour.slice(1)})` : 'var(--ink)';

/**
 * Bars that lie, the first on top. A bar of one part has its number at its end; one of several has the numbers inside
 * and the sum at its end.
 */
export const bars = (all: readonly Bar[], place: Omit<ChartPlace, 'width' | 'height'>): Markup => {
  const sums = all.map(({ parts }) => parts.reduce((sum, { count }) => sum + count, 0));
  const most = Math.max(1, ...sums);
  const columns = Math.max(0, ...all.map(({ parts }) => parts.length));
  const several = columns > 1;
  const series = Array.from({ length: columns }, (_, column) => ({
    type: 'bar',
    stack: 'all',
    silent: true,
    barWidth: 18,
    emphasis: { disabled: true },
    label: { show: several, position: 'inside', textBorderWidth: 0 },
    data: all.map(({ parts }) => {
      const { count = 0, colour = 's0' } = parts[column] ?? {};
      return {
        value: count,
        label: { show: several && count / most >= ROOM, color: inkOn(colour) },
        itemStyle: { color: `var(--${colour})`, borderColor: 'var(--ground)', borderWidth: several ? 1 : 0 },
      };
    }),
  }));
  const ends = {
    type: 'bar',
    stack: 'all',
    silent: true,
    barWidth: 18,
    emphasis: { disabled: true },
    itemStyle: { color: 'none' },
    data: sums.map((sum) => ({
      value: 0,
      label: {
        show: true,
        position: 'right',
        color: 'var(--ink)',
        formatter: String(sum),
        textBorderWidth: 0,
      },
    })),
  };
  const option = {
    grid: { left: NAMES, right: 40, top: 4, bottom: 4 },
    xAxis: { type: 'value', show: false, max: most },
    yAxis: {
      type: 'category',
      inverse: true,
      data: all.map(({ name }) => shortened(name)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: 'var(--line)' } },
      axisLabel: { color: 'var(--ink)', fontSize: 12, interval: 0 },
    },
    series: [...series, ends],
  };
  return chart(option, { ...place, width: WIDTH, height: all.length * ROW + 8 });
};
