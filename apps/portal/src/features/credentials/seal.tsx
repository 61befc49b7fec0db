import { useId } from 'react'

/** A picture of the issuer's round seal. The seal that counts is in the signed file; in the demo it says so itself. */
export function Seal({ issuer, demo, label }: { issuer: string; demo: boolean; label: string }) {
  const arc = useId()
  const size = Math.max(7, Math.min(12.5, 150 / issuer.length))
  return (
    <svg className="seal" viewBox="0 0 120 120" role="img" aria-label={label}>
      <circle cx="60" cy="60" r="56" fill="none" stroke="currentColor" strokeWidth="3.5" />
      <path id={arc} d="M60 60m-42 14a44 44 0 1 1 84 0" fill="none" />
      <text fontSize={size} fontWeight="600" fill="currentColor" letterSpacing="1">
        <textPath href={`#${arc}`} startOffset="50%" textAnchor="middle">
          {issuer}
        </textPath>
      </text>
      <path fill="currentColor" d="M60 40l4.7 14.4h15.1l-12.2 8.9 4.7 14.4L60 68.8l-12.3 8.9 4.7-14.4-12.2-8.9h15.1z" />
      {demo ? (
        <text x="60" y="98" fontSize="13" fontWeight="600" textAnchor="middle" fill="currentColor">
          样 章
        </text>
      ) : null}
    </svg>
  )
}
