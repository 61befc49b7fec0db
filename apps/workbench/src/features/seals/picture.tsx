import type { SealPicture } from '@zhengtong/platform/support/seals/contract.ts'

const red = '#b3261e'

/** A seal as it is printed: the same outlines, in millimetres around its centre. */
export function Picture({ picture, label }: { picture: SealPicture; label: string }) {
  const { width, height, paths } = picture
  const margin = 1
  const box = [-width / 2 - margin, -height / 2 - margin, width + 2 * margin, height + 2 * margin].join(' ')
  return (
    <svg role="img" aria-label={label} viewBox={box} width={180} height={(180 * height) / width}>
      {paths.map(({ d, stroke }) =>
        stroke === undefined ? (
          <path key={d} d={d} fill={red} />
        ) : (
          <path key={d} d={d} fill="none" stroke={red} strokeWidth={stroke} />
        ),
      )}
    </svg>
  )
}
