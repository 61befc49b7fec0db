import type { Figures, Result } from './harness.ts'

const headings = [
  'scenario',
  '',
  'rate/s',
  'p50 ms',
  'p99 ms',
  'CPU ms',
  'serving',
  'after',
  'database',
  'memory MB',
  'ratio',
]

const cpuParts = ['all', 'serving', 'afterwards', 'postgres'] as const

/** The results as people read them: two lines a scenario, floor first; CPU is that of one operation, in all and by who spent it. */
export function tableOf(results: readonly Result[]): string {
  const rows = results.flatMap(({ name, floor, scenario, ratio, labels = ['floor', 'platform'] }) => [
    [name, labels[0], ...cells(floor), ''],
    ['', labels[1], ...cells(scenario), ratio.toFixed(2)],
  ])
  const widths = headings.map((heading, column) => Math.max(heading.length, ...rows.map((row) => row[column]!.length)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd()
  return [headings, ...rows].map(line).join('\n')
}

function cells({ rate, p50, p99, cpu, memory }: Figures): string[] {
  return [
    rate.toFixed(rate < 100 ? 1 : 0),
    p50.toFixed(1),
    p99.toFixed(1),
    ...cpuParts.map((part) => (cpu === undefined ? 'n/a' : (cpu[part] * 1000).toFixed(2))),
    memory === undefined ? 'n/a' : (memory / 1024 / 1024).toFixed(0),
  ]
}
