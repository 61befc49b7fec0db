import type { World } from './drive.ts'
import type { Net } from './flow/index.ts'
import type { CaseNeeds } from './needs.ts'

/** The world that a case of this flow acts in: its rules made ready, the offices as they are now. */
export async function worldFor(needs: CaseNeeds, net: Net): Promise<World> {
  const [askRule, { officeIn = () => undefined }] = await Promise.all([needs.rulesFor(net), needs.territory()])
  return { ...needs, askRule, officeIn }
}
