import { parseArgs } from 'node:util'
import { startSimulators } from './simulator.ts'

/**
 *   node platform/testing/payments/main.ts --folder DIR [--port N]
 *
 * Starts the simulators of payment channels and writes DIR/payments.json; then `ZT_PAYMENTS=DIR/payments.json npm start`.
 */
const { values } = parseArgs({ options: { folder: { type: 'string' }, port: { type: 'string', default: '8090' } } })
if (!values.folder) throw new Error('Name a folder for the keys: --folder DIR')
const running = await startSimulators({ folder: values.folder, port: Number(values.port) })
process.stdout.write(`ready ${running.base}\nZT_PAYMENTS=${running.settingsFile}\n`)
process.once('SIGTERM', () => void running.stop().then(() => process.exit(0)))
