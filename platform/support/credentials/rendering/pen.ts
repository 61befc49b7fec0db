/** Draws outlines in points, y downwards, as pdfkit's document does: whatever paper lies below, the same strokes go on it. */
export type Pen = {
  addPage(): Pen
  rect(x: number, y: number, width: number, height: number): Pen
  roundedRect(x: number, y: number, width: number, height: number, radius: number): Pen
  moveTo(x: number, y: number): Pen
  lineTo(x: number, y: number): Pen
  quadraticCurveTo(x1: number, y1: number, x: number, y: number): Pen
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): Pen
  lineWidth(width: number): Pen
  strokeOpacity(opacity: number): Pen
  /** Ends the path: filled, drawn along, or as the bounds of what follows until `restore`. */
  fill(colour: string): Pen
  stroke(colour: string): Pen
  clip(): Pen
  save(): Pen
  restore(): Pen
}
