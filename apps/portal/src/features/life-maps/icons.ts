import {
  Baby,
  BriefcaseBusiness,
  CarFront,
  Flower2,
  GraduationCap,
  HandHeart,
  Heart,
  House,
  IdCard,
  LayoutGrid,
  type LucideIcon,
  MapPinHouse,
  Plane,
  Scale,
  Stethoscope,
  Sun,
} from 'lucide-react'

/** The pictures that a stage of a map may name. */
const icons: Record<string, LucideIcon> = {
  baby: Baby,
  'graduation-cap': GraduationCap,
  briefcase: BriefcaseBusiness,
  'map-pin-house': MapPinHouse,
  house: House,
  heart: Heart,
  stethoscope: Stethoscope,
  sun: Sun,
  'hand-heart': HandHeart,
  'id-card': IdCard,
  car: CarFront,
  plane: Plane,
  scale: Scale,
  flower: Flower2,
}

export const iconOf = (name: string | undefined): LucideIcon => icons[name ?? ''] ?? LayoutGrid
