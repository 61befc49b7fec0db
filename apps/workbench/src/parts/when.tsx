import { useFormat } from '@zhengtong/ui/i18n/format.ts'

const inCity = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

/** An instant as lists show it, `11-22 15:06` in the city's time; pointing at it tells the whole. */
export function When({ at }: { at: string }) {
  const format = useFormat()
  return (
    <time className="nowrap" dateTime={at} title={format.instant(at, true)}>
      {inCity.format(new Date(at)).slice('2026-'.length)}
    </time>
  )
}
