"""Record that an intent of the case was carried out."""

from engine.case.commands import CarryOutEffect
from engine.case.events import EffectCarriedOut
from engine.case.rejections import NotInForce
from engine.case_file import CaseFile, Circumstances
from engine.handlers.resolve import resolve


def carry_out_effect(command: CarryOutEffect, file: CaseFile, circumstances: Circumstances) -> None:
    if command.effect not in file.state.effects:
        raise NotInForce(f"Expected effect {command.effect} to be wanted, but it was carried out or never was")
    file.record(EffectCarriedOut(command.effect, command.outcome), circumstances)
    resolve(command.effect, file, circumstances)
