/** The last digits of a case number, which people tell cases apart by; the whole number is read out and copied. */
export function CaseNumber({ no }: { no: string }) {
  return (
    <span className="nowrap soft" title={no}>
      {no.length > 12 ? (
        <>
          <span aria-hidden="true">…{no.slice(-10)}</span>
          <span className="unseen">{no}</span>
        </>
      ) : (
        no
      )}
    </span>
  )
}
