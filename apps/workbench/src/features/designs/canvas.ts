import type { DesignProblem } from '@zhengtong/platform/support/designs/contract.ts'

/** What every designer gives to the page around it. */
export type Canvas = {
  /** The text as it is drawn now. */
  text(): Promise<string>
  nameOf(element: string): string
  show(element: string): void
}

export type CanvasProps = {
  /** As it was saved; read once, when the designer opens. */
  text: string
  problems: readonly DesignProblem[]
  onReady: (canvas: Canvas) => void
  onChange: () => void
}
