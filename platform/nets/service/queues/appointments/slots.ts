type Hours = readonly { opens: string; closes: string }[]

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const timeOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** When the slots of a day begin: each ends before the hall closes. */
export const slotsOf = (hours: Hours, minutes: number): string[] =>
  hours.flatMap(({ opens, closes }) => {
    const count = Math.floor((minutesOf(closes) - minutesOf(opens)) / minutes)
    return Array.from({ length: Math.max(0, count) }, (_, index) => timeOf(minutesOf(opens) + index * minutes))
  })

/** When a slot begins or ends in the city. */
export const instantOf = (day: string, time: string, plusMinutes = 0): Date =>
  new Date(new Date(`${day}T${time}:00+08:00`).getTime() + plusMinutes * 60_000)
