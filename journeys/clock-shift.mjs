// Preloaded into a server (`node --import`): its clock reads what the file in ZT_TEST_CLOCK says, in seconds beside the true
// time, as if somebody set the clock of the machine. Time that only passes (performance.now, timers) is left alone.
import { readFileSync } from 'node:fs'

const file = process.env.ZT_TEST_CLOCK
if (file) {
  const TrueDate = Date
  let offset = 0
  const read = () => {
    offset = Number(readFileSync(file, 'utf8')) * 1000
  }
  read()
  setInterval(read, 100).unref()

  globalThis.Date = class ShiftedDate extends TrueDate {
    constructor(...given) {
      if (given.length === 0) super(TrueDate.now() + offset)
      else super(...given)
    }

    static now() {
      return TrueDate.now() + offset
    }
  }
}
