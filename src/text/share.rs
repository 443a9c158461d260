//! The cells of a line shared between columns by what their words need.

/// What a column needs, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// With fewer it tells nothing.
    pub least: usize,
    /// With so many nothing in it is cut.
    pub most: usize,
}

impl Need {
    /// Of words up to so many cells wide, of which the first `least` tell something.
    pub fn new(least: usize, most: usize) -> Self {
        Self { least: least.min(most), most }
    }
}

/// Shares `room` between columns: each has its least, and what is left goes where something is still cut, evenly. Where not even the
/// least fit, the last columns have what remains of it. Never gives more than is needed.
pub fn share(needs: &[Need], room: usize) -> Vec<usize> {
    let mut left = room;
    let mut out: Vec<usize> = needs
        .iter()
        .map(|need| {
            let cells = need.least.min(left);
            left -= cells;
            cells
        })
        .collect();
    loop {
        let short: Vec<usize> = out.iter().zip(needs).map(|(cells, need)| need.most.saturating_sub(*cells)).collect();
        let wanting = short.iter().filter(|cells| **cells > 0).count();
        if wanting == 0 || left == 0 {
            return out;
        }
        // What cannot be shared evenly goes to the first.
        let each = (left / wanting).max(1);
        for (cells, short) in out.iter_mut().zip(&short) {
            let more = each.min(*short).min(left);
            *cells += more;
            left -= more;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn where_there_is_room_nothing_is_cut_and_where_there_is_not_all_give_way() {
        let needs = [Need::new(8, 24), Need::new(6, 10), Need::new(8, 20)];
        assert_eq!(share(&needs, 60), [24, 10, 20]);
        assert_eq!(share(&needs, 40), [15, 10, 15], "the short one has all it needs");
        assert_eq!(share(&needs, 22), [8, 6, 8]);
        assert_eq!(share(&needs, 10), [8, 2, 0]);
        assert_eq!(share(&[], 10), [0; 0]);
    }

    proptest! {
        #[test]
        fn cells_are_neither_lost_nor_made(needs in prop::collection::vec((0usize..20, 0usize..60), 0..8), room in 0usize..200) {
            let needs: Vec<Need> = needs.into_iter().map(|(least, most)| Need::new(least, most)).collect();
            let given = share(&needs, room);
            let wanted: usize = needs.iter().map(|need| need.most).sum();
            prop_assert_eq!(given.iter().sum::<usize>(), room.min(wanted));
            prop_assert!(given.iter().zip(&needs).all(|(cells, need)| *cells <= need.most));
        }
    }
}
