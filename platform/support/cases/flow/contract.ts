export { ztModdle, ztNamespace } from './zt-moddle.ts'
