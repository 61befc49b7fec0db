/** A mistake in a pack as its author needs it told: where, what, and how to mend it. */
export type Problem = {
  severity: 'error' | 'warning'
  /** Stable: `forms.no-title`, `packs.unknown-reference`. */
  code: string
  /** Path inside the pack with forward slashes. */
  file: string
  /** From 1. */
  line: number
  column: number
  message: string
  mend: string
}

export type ProblemInput = Omit<Problem, 'file' | 'line' | 'column' | 'severity'> & { severity?: Problem['severity'] }

/** `forms/a.yaml:3:5 error forms.no-title: …` and the way to mend it below. */
export function formatProblem({ file, line, column, severity, code, message, mend }: Problem): string {
  return `${file}:${line}:${column} ${severity} ${code}: ${message}\n    ${mend}`
}

/** By file, then from top to bottom. */
export function sortProblems(problems: Problem[]): Problem[] {
  return problems.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column))
}
