import { type Language, useLanguage } from './language.tsx'

// Offices keep the time of the country, wherever the reader sits.
const ZONE = 'Asia/Shanghai'
const locale = { zh: 'zh-CN', en: 'en-GB' } as const

function partsOf(date: Date, options: Intl.DateTimeFormatOptions, language: Language) {
  const parts = new Intl.DateTimeFormat(locale[language], { timeZone: ZONE, ...options }).formatToParts(date)
  return (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
}

/** `2026 年 12 月 2 日`, `2 December 2026`; of a date or an instant, in the city's time. The text itself when it is no date. */
export function formatDay(iso: string, language: Language): string {
  const date = dateOf(iso)
  if (!date) return iso
  const part = partsOf(
    date,
    { year: 'numeric', month: language === 'zh' ? 'numeric' : 'long', day: 'numeric' },
    language,
  )
  if (language === 'en') return `${part('day')} ${part('month')} ${part('year')}`
  return `${part('year')} 年 ${part('month')} 月 ${part('day')} 日`
}

/** `12 月 2 日（周三）`, `Wednesday 2 December`: for days near enough to need no year. */
export function formatNearDay(iso: string, language: Language): string {
  const date = dateOf(iso)
  if (!date) return iso
  const month = language === 'zh' ? 'numeric' : 'long'
  const part = partsOf(date, { month, day: 'numeric', weekday: language === 'zh' ? 'short' : 'long' }, language)
  if (language === 'en') return `${part('weekday')} ${part('day')} ${part('month')}`
  return `${part('month')} 月 ${part('day')} 日（${part('weekday')}）`
}

/** `2026 年 11 月 16 日 20:31`, with seconds when asked. */
export function formatInstant(iso: string, language: Language, seconds = false): string {
  const date = dateOf(iso)
  if (!date) return iso
  return `${formatDay(iso, language)}${language === 'en' ? ',' : ''} ${formatTime(iso, language, seconds)}`
}

/** `20:31`, `20:31:07`. */
export function formatTime(iso: string, language: Language, seconds = false): string {
  const date = dateOf(iso)
  if (!date) return iso
  return new Intl.DateTimeFormat(locale[language], {
    timeZone: ZONE,
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' as const } : {}),
    hourCycle: 'h23',
  }).format(date)
}

/** `1.8 MB`, `84 KB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / (1024 * 1024)).toFixed(1)} MB`
}

/** Today in the city, `YYYY-MM-DD`: the day that dates are judged by. */
export function todayInCity(now = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(now)
}

/** The formats bound to the reader's language. */
export function useFormat() {
  const { language } = useLanguage()
  return {
    day: (iso: string) => formatDay(iso, language),
    nearDay: (iso: string) => formatNearDay(iso, language),
    instant: (iso: string, seconds?: boolean) => formatInstant(iso, language, seconds),
    time: (iso: string, seconds?: boolean) => formatTime(iso, language, seconds),
    size: formatSize,
    number: (value: number) => new Intl.NumberFormat(locale[language]).format(value),
  }
}

function dateOf(iso: string): Date | undefined {
  // A date alone means that day in the city, not midnight in Greenwich.
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(iso) ? `${iso}T00:00:00+08:00` : iso)
  return Number.isNaN(date.getTime()) ? undefined : date
}
