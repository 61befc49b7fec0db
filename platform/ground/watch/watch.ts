import { statfs } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { type Clocks, createClockWatch, type Leap } from './clock-watch.ts'

export type MachineState = {
  /** `leapt` while the clock stands elsewhere than time alone has brought it. */
  clock: 'ok' | 'leapt'
  disk: 'ok' | 'low' | 'full'
}

export type MachineWatch = {
  state(): MachineState
  /** Looks at the clock at this moment, before something that must not be done by a wrong one. */
  lookAtClock(): void
  stop(): void
}

const MiB = 1024 * 1024
const low = 1024 * MiB
const full = 64 * MiB

/** Looks every second at what the platform cannot do without and cannot mend: the clock and the room on the disk. */
export function watchMachine(needs: {
  dataDir: string
  log: Log
  metrics: Metrics
  onLeap?: (leap: Leap, off: number) => void
  clocks?: Clocks
}): MachineWatch {
  const { log, metrics } = needs
  const clock = createClockWatch(needs.clocks ?? { wall: () => Date.now(), steady: () => performance.now() })
  let leaps = 0
  let free = Number.POSITIVE_INFINITY
  let disk: MachineState['disk'] = 'ok'
  metrics.watch('zt_clock_leaps', 'How often the clock of the machine was set by more than five seconds', () => leaps)
  metrics.watch('zt_clock_off_seconds', 'By how much the clock was set since the start', () => clock.off() / 1000)
  metrics.watch('zt_disk_free_bytes', 'Room left where the data folder lies', () => free)

  async function lookAtDisk(): Promise<void> {
    const { bavail, bsize } = await statfs(needs.dataDir)
    free = bavail * bsize
    const now = free < full ? 'full' : free < low ? 'low' : 'ok'
    if (now === disk) return
    disk = now
    if (now === 'ok') log.info({ free }, 'there is room on the disk again')
    else log[now === 'full' ? 'error' : 'warn']({ free, folder: needs.dataDir }, 'the disk is nearly full: make room')
  }

  function lookAtClock(): void {
    const leap = clock.look()
    if (leap) {
      leaps++
      const seconds = leap.millis / 1000
      log.error({ seconds, off: clock.off() / 1000 }, 'the clock of this machine was set; check it')
      needs.onLeap?.(leap, clock.off())
    }
  }

  function look(): void {
    lookAtClock()
    lookAtDisk().catch((error: unknown) => log.warn({ err: error }, 'the room on the disk is not known'))
  }

  look()
  const timer = setInterval(look, 1000)
  timer.unref()
  return {
    state: () => ({ clock: Math.abs(clock.off()) < 5_000 ? 'ok' : 'leapt', disk }),
    lookAtClock,
    stop: () => clearInterval(timer),
  }
}
