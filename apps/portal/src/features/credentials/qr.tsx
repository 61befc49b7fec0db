import type { Qr } from '@zhengtong/platform/support/credentials/contract.ts'

const QUIET = 4

/** A QR code as large as its box, dark on white in every theme, with the quiet zone that readers need. */
export function QrCode({ qr, label }: { qr: Qr; label: string }) {
  const side = qr.size + QUIET * 2
  return (
    <svg className="qr" viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`} role="img" aria-label={label}>
      <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
      <path d={qr.path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  )
}
