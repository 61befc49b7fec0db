import { Link } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { MyAppointments } from '../features/halls/book-slot.tsx'
import { MyResults } from '../features/halls/my-results.tsx'
import { MyTickets } from '../features/halls/my-tickets.tsx'
import { hallWords } from '../features/halls/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

export function MyTicketsPage() {
  const t = useWords(hallWords)
  return (
    <SignedIn>
      <Crumbs here={t.mine} />
      <div className="reading stack">
        <PageTitle>{t.mine}</PageTitle>
        <MyTickets />
        <h2>{t.appointments}</h2>
        <MyAppointments />
        <h2>{t.results}</h2>
        <MyResults />
        <p>
          <Link to="/halls">{t.find}</Link>
        </p>
      </div>
    </SignedIn>
  )
}
