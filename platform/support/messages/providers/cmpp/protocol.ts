// CMPP 3.0 for both ends of the line: ours, and the simulator's of a gateway.
export * from './deliver.ts'
export * from './packets.ts'
export * from './submit.ts'
